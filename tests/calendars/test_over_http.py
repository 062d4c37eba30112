"""What a calendar program is answered: whole, unchanged, or nothing, always alike."""

from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest
from sqlmodel import select

from models.tables.calendars import Feed
from tests.calendars.subscribing import ask, read_by_icalendar, subscribe
from tests.http_access.rig import standing
from workflows.calendars import use_cases
from workflows.calendars.policy import PREFIX

NEVER_MADE = f"{PREFIX}{'x' * 43}"


@pytest.fixture
def family(world):
    """Return a family that meets in a week."""
    found = world.group()
    world.meeting(found, world.in_working_days(5))
    return found


@pytest.fixture
def rig(world, family):
    """Yield a bot that is asked over HTTP."""
    with standing(world.database, world.profile, world.now) as made:
        yield made


def _path(token):
    return f"/calendar/{token}.ics"


def _feed(world):
    with world.work() as session:
        return session.exec(select(Feed)).one()


def test_a_calendar_is_given_to_whoever_has_its_address(world, family, rig):
    token = subscribe(world, world.ben)

    answer = ask(rig.port, "GET", _path(token))

    assert answer.status == 200
    assert [one.summary for one in read_by_icalendar(answer.body)] != []
    assert family.alias.encode() in answer.body
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == (
        'inline; filename="core-groups.ics"'
    )
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-robots-tag"].startswith("noindex")
    assert "set-cookie" not in answer.headers
    assert "content-encoding" not in answer.headers


def test_asking_for_the_head_gives_the_same_without_a_body(world, rig):
    path = _path(subscribe(world, world.ben))
    whole = ask(rig.port, "GET", path)

    head = ask(rig.port, "HEAD", path)

    assert (head.status, head.body) == (200, b"")
    for name in ("etag", "last-modified", "content-type", "content-length"):
        assert head.headers[name] == whole.headers[name]


def test_every_wrong_or_retired_token_is_answered_alike(world, rig):
    retired = subscribe(world, world.ben)
    token = subscribe(world, world.ben)
    removed = subscribe(world, world.carol)
    with world.work() as session:
        use_cases.remove(session, actor=world.actor(world.carol), now=world.now)
    paths = [
        *map(_path, (NEVER_MADE, retired, removed, token.upper(), token.lower())),
        *map(_path, (f"{token}.", f"{token}x", token[:-1], f" {token}", "%00", "..")),
        *map(_path, (f"{token}%0A", f"{token}%ED%A0%80", f"x/{token}", "x" * 2000)),
        f"/calendar/{token}",
        f"/calendar/{token}.ics.",
        f"/calendar/{token}.ics/",
        f"/calendar/{token}.ICS",
        f"/calendar/{token.removeprefix(PREFIX)}.ics",
        "/calendar/.ics",
        "/calendar/",
        "/calendar",
    ]

    answers = {path: ask(rig.port, "GET", path.replace(" ", "%20")) for path in paths}

    told = {path: (one.status, one.body) for path, one in answers.items()}
    assert told == dict.fromkeys(paths, (404, b"Not Found"))
    headers = [{**one.headers, "date": ""} for one in answers.values()]
    assert [one for one in headers if one != headers[0]] == []
    assert ask(rig.port, "GET", _path(token)).status == 200


def test_a_retired_token_is_gone_also_for_who_has_its_version(world, rig):
    token = subscribe(world, world.ben)
    etag = ask(rig.port, "GET", _path(token)).headers["etag"]

    subscribe(world, world.ben)

    for value in (etag, "*"):
        answer = ask(rig.port, "GET", _path(token), If_None_Match=value)
        assert (answer.status, answer.body) == (404, b"Not Found")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND", "OPTIONS"])
def test_other_methods_are_not_known_here(world, rig, method):
    token = subscribe(world, world.ben)

    answers = [ask(rig.port, method, _path(one)) for one in (token, NEVER_MADE)]

    assert [one.status for one in answers] == [405, 405]
    assert answers[0].body == answers[1].body


@pytest.mark.parametrize(
    "written",
    ["{}", "W/{}", '"other", {}', '"other" , W/{}', "*"],
    ids=["itself", "weak", "in a list", "weak in a list", "any"],
)
def test_who_names_this_version_has_it(world, rig, written):
    path = _path(subscribe(world, world.ben))
    whole = ask(rig.port, "GET", path)

    answer = ask(
        rig.port, "GET", path, If_None_Match=written.format(whole.headers["etag"])
    )

    assert (answer.status, answer.body) == (304, b"")
    for name in ("etag", "last-modified", "cache-control"):
        assert answer.headers[name] == whole.headers[name]


@pytest.mark.parametrize("written", ['"other"', "", "W/", '"'])
def test_who_names_another_version_is_given_this_one_whatever_the_date(
    world, rig, written
):
    path = _path(subscribe(world, world.ben))
    modified = ask(rig.port, "GET", path).headers["last-modified"]

    answer = ask(
        rig.port, "GET", path, If_None_Match=written, If_Modified_Since=modified
    )

    assert answer.status == 200


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 304), (1, 304)])
def test_who_asks_by_the_date_is_answered_by_the_date(world, rig, seconds, status):
    path = _path(subscribe(world, world.ben))
    modified = parsedate_to_datetime(
        ask(rig.port, "GET", path).headers["last-modified"]
    )
    asked = format_datetime(modified + timedelta(seconds=seconds), usegmt=True)

    assert ask(rig.port, "GET", path, If_Modified_Since=asked).status == status


@pytest.mark.parametrize(
    "rubbish",
    ["yesterday", "0", "Tue, 99 Foo 2026 09:00:00 GMT", "9" * 300, "(" * 50, "-1"],
)
def test_a_date_that_cannot_be_read_counts_as_none(world, rig, rubbish):
    path = _path(subscribe(world, world.ben))

    assert ask(rig.port, "GET", path, If_Modified_Since=rubbish).status == 200


def test_who_asks_by_the_date_is_told_of_a_change_in_the_same_second(
    world, family, rig
):
    path = _path(subscribe(world, world.ben))
    first = ask(rig.port, "GET", path)

    world.meeting(family, world.in_working_days(9))
    second = ask(
        rig.port, "GET", path, If_Modified_Since=first.headers["last-modified"]
    )

    assert second.status == 200
    assert second.body != first.body
    again = ask(
        rig.port, "GET", path, If_Modified_Since=second.headers["last-modified"]
    )
    assert again.status == 304


def test_who_is_taken_out_of_a_group_loses_it_at_the_next_fetch(world, family, rig):
    path = _path(subscribe(world, world.ben))
    first = ask(rig.port, "GET", path)

    world.leave(family, world.ben)
    second = ask(rig.port, "GET", path, If_None_Match=first.headers["etag"])

    assert second.status == 200
    assert b"BEGIN:VEVENT" not in second.body
    assert second.headers["last-modified"] != first.headers["last-modified"]


def test_who_left_has_an_empty_calendar_for_thirty_days_then_none(world, rig):
    path = _path(subscribe(world, world.ben))
    etag = ask(rig.port, "GET", path).headers["etag"]
    world.deactivate(world.ben)
    empty = ask(rig.port, "GET", path, If_None_Match=etag)

    rig.move_to(world.now + timedelta(days=30))

    gone = ask(rig.port, "GET", path, If_None_Match=etag)
    assert (empty.status, b"BEGIN:VEVENT" in empty.body) == (200, False)
    assert (gone.status, gone.body) == (410, b"Gone")


def test_more_than_a_hundred_fetches_in_an_hour_switch_it_off(world, rig):
    path = _path(subscribe(world, world.ben))
    etag = ask(rig.port, "GET", path).headers["etag"]
    statuses = []
    for number in range(101):
        rig.settle()
        headers = {"If_None_Match": etag} if number % 2 else {}
        statuses.append(ask(rig.port, "GET", path, **headers).status)

    rig.settle()
    after = ask(rig.port, "GET", path)

    assert set(statuses[:100]) == {200, 304}
    assert (after.status, after.body) == (404, b"Not Found")
    assert world.told("calendars.suspended") == ["ben"]
    assert len(world.audited("calendar address switched off")) == 1


def test_a_hundred_fetches_in_each_hour_are_no_more_than_a_program_makes(world, rig):
    path = _path(subscribe(world, world.ben))
    for hours in range(2):
        rig.move_to(world.now + timedelta(hours=hours, minutes=hours))
        for _ in range(100):
            assert ask(rig.port, "HEAD", path).status == 200
        rig.settle()

    assert world.told("calendars.suspended") == []


def test_a_new_address_works_again_and_the_word_of_the_old_is_withdrawn(world, rig):
    path = _path(subscribe(world, world.ben))
    with world.work() as session:
        row = session.exec(select(Feed)).one()
        row.suspended_at = world.now
        session.add(row)

    new = _path(subscribe(world, world.ben))

    assert ask(rig.port, "GET", path).status == 404
    assert ask(rig.port, "GET", new).status == 200


def test_its_owner_sees_when_it_was_last_fetched_and_nothing_else_is_kept(world, rig):
    path = _path(subscribe(world, world.ben))
    before = _feed(world)

    ask(rig.port, "GET", path, User_Agent="Almanac/1.0")
    rig.settle()

    after = _feed(world)
    assert before.last_fetched_at is None
    assert after.last_fetched_at is not None
    kept = " ".join(str(value) for value in after.model_dump().values())
    assert "Almanac" not in kept
    assert "127.0.0.1" not in kept


def test_while_the_database_is_away_nothing_is_given_rather_than_an_empty_one(
    world, family, capfd
):
    token = subscribe(world, world.ben)
    with standing(world.database, world.profile, world.now) as rig:
        with world.database.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE feed")

        answer = ask(rig.port, "GET", _path(token))

    assert answer.status == 503
    assert answer.headers["retry-after"] == "120"
    assert b"VCALENDAR" not in answer.body
    written = "".join(capfd.readouterr())
    assert "calendar not given" in written
    assert token not in written


def test_no_token_and_no_address_is_in_any_log(world, family, capfd):
    tokens = [subscribe(world, world.ben), NEVER_MADE]
    paths = [*map(_path, tokens), f"/calendar/{tokens[0]}.ICS"]
    with standing(world.database, world.profile, world.now) as rig:
        for method in ("GET", "HEAD", "POST"):
            for path in paths:
                ask(rig.port, method, path)
        for _ in range(102):
            ask(rig.port, "GET", paths[0])
        rig.settle()

    written = "".join(capfd.readouterr())

    assert world.told("calendars.suspended") == ["ben"]
    assert PREFIX not in written


def test_only_the_fingerprint_of_a_token_is_kept(world, rig):
    token = subscribe(world, world.ben)
    ask(rig.port, "GET", _path(token))
    rig.settle()

    rows = _everything(world)

    assert token not in rows
    assert token.removeprefix(PREFIX) not in rows


def _everything(world):
    with world.database.engine.connect() as connection:
        tables = ("feed", "auditrow", "outboxrow", "seenact")
        return "".join(
            str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
            for table in tables
        )
