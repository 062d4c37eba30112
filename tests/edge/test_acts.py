"""Acts that come twice, too late, from a stranger, or with what nobody expects."""

import json
import threading
import time

import pytest
import sqlalchemy as sa
from sqlmodel import select

from models.sealed import unseal
from models.tables.audit import AuditRow
from models.tables.outbox import OutboxRow
from models.tables.statements import ChildView
from tests.http_access import payloads
from tests.http_access.payloads import Account
from workflows.errors import NotYours, Stranger


def _words(reply):
    return json.dumps(reply, ensure_ascii=False)


def _give(one, rig, person):
    rig.act(one.about_the_child(person))
    return rig.send(one.the_end(person))


def test_a_view_that_is_sent_twice_is_kept_once_and_thanked_for_twice(world, one, rig):
    rig.act(one.about_the_child(world.ben))
    sent = one.the_end(world.ben)
    first = rig.send(sent)
    rig.keep()

    again = [rig.send(sent) for _ in range(3)]

    assert "has been received" in _words(first.json())
    assert {one.content for one in again} == {first.content}
    assert len(world.statements(one.found)) == 1
    # The key of the act is offered again, and meets the one that is kept.
    assert set(rig.written.tables) <= {"auditrow", "audithead", "seenact"}


def test_a_view_that_arrives_twice_at_once_is_kept_once(world, one, rig):
    rig.act(one.about_the_child(world.ben))
    sent = one.the_end(world.ben)
    found = []
    both = [
        threading.Thread(target=lambda: found.append(rig.apart(sent))) for _ in range(4)
    ]

    for thread in both:
        thread.start()
    for thread in both:
        thread.join()

    assert [answer.status for answer in found] == [200] * 4
    assert all("has been received" in _words(answer.json()) for answer in found)
    assert len(world.statements(one.found)) == 1


def test_a_nudge_pressed_twice_asks_once(world, one, rig):
    asked = world.asked(one.found, world.ben)
    sent = payloads.press(
        one.account(world.asha),
        "statements.nudge",
        asked.id,
        metadata=one.found.id,
    )

    for _ in range(2):
        rig.act(sent, shows="view")

    assert len([row for row in world.outbox() if row.kind == "statements.nudge"]) == 1


@pytest.mark.parametrize(
    "written",
    [
        "<!channel> " * 272,
        "\N{SLIGHTLY SMILING FACE}" * 1500,
        "*bold* <@U0001> <https://example.org|here> &amp; `x`" * 50,
        "a\u202eb\u0000c\u2028d",
    ],
    ids=["channel", "emoji", "markup", "controls"],
)
def test_whatever_is_written_is_kept_and_never_sent_to_anybody(
    world, one, rig, written
):
    written = written[:3000]
    rig.act(one.about_the_child(world.ben, written))
    answer = rig.send(one.the_end(world.ben, written))

    assert "has been received" in _words(answer.json())
    with rig.database.work() as session:
        kept = unseal(session, session.exec(select(ChildView)).one(), "reason")
        sent = session.exec(select(OutboxRow.payload)).all()
    assert kept is not None
    assert kept.strip() == written.replace("\x00", "").strip() or kept == written
    assert not any("<!channel>" in payload for payload in sent)


def test_a_form_that_is_sent_after_closing_is_kept_and_marked_late(world, one, rig):
    rig.act(one.about_the_child(world.ben))
    world.close(one.found)
    rig.move_to(world.on(world.today, 10))

    answer = rig.send(one.the_end(world.ben))

    assert "marked late" in _words(answer.json())
    assert [row.timing.value for row in world.statements(one.found)] == ["late"]


def test_who_left_meanwhile_keeps_their_words_and_is_told_whom_to_ask(world, one, rig):
    rig.act(one.about_the_child(world.ben))
    world.leave(one.family, world.ben)

    answer = rig.send(one.the_end(world.ben)).json()

    assert answer["response_action"] == "errors"
    assert set(answer["errors"].values()) == {NotYours().said}
    assert world.statements(one.found) == []


def test_a_button_of_an_old_message_about_nothing_any_more_is_answered(world, one, rig):
    sent = payloads.press(one.account(world.ben), "statements.open", "f" * 16)

    came = rig.act(sent, shows="view")

    assert came.status == 200
    assert came.because == ("NotYours",)
    assert [call.method for call in came.calls] == ["views.open"]


def test_a_button_that_this_version_does_not_know_is_answered(world, one, rig):
    sent = payloads.press(one.account(world.ben), "statements.long_gone", "x")

    came = rig.act(sent, shows="view")

    assert came.status == 200
    assert "older" in _words(came.calls[0].view)


def test_an_unknown_person_is_told_whom_to_ask(world, one, rig):
    sent = payloads.press(Account("U7777777"), "statements.open", one.found.id)

    came = rig.act(sent, shows="view")

    assert Stranger().said in _words(came.calls[0].view)
    with rig.database.work() as session:
        kept = session.exec(select(AuditRow).where(AuditRow.event == "refused")).all()
    assert [row.actor_slack for row in kept] == ["T0001:U7777777"]


def test_while_the_database_is_locked_people_wait_and_are_answered(
    world, one, rig, database_url
):
    rig.act(one.about_the_child(world.ben))
    is_locked = threading.Event()

    def lock():
        other = sa.create_engine(database_url, isolation_level="AUTOCOMMIT")
        take = "LOCK TABLE asked IN EXCLUSIVE MODE"
        begin = "BEGIN IMMEDIATE" if other.dialect.name == "sqlite" else "BEGIN"
        with other.connect() as connection:
            connection.exec_driver_sql(begin)
            if other.dialect.name != "sqlite":
                connection.exec_driver_sql(take)
            is_locked.set()
            time.sleep(2.0)
            connection.exec_driver_sql("ROLLBACK")
        other.dispose()

    holder = threading.Thread(target=lock)
    holder.start()
    assert is_locked.wait(timeout=10)
    began = time.monotonic()
    answer = rig.send(one.the_end(world.ben))
    took = time.monotonic() - began
    holder.join()

    assert "has been received" in _words(answer.json())
    # It waited and was not turned away. How fast it is belongs into the bench.
    assert took > 1.0
    assert len(world.statements(one.found)) == 1


def test_a_fault_says_that_nothing_was_saved_and_keeps_the_form(world, one, rig):
    rig.act(one.about_the_child(world.ben))
    with rig.database.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE statement RENAME TO gone"))

    answer = rig.send(one.the_end(world.ben)).json()

    assert answer["response_action"] == "errors"
    (said,) = answer["errors"].values()
    assert "nothing was saved" in said
    assert said.rstrip(".").split()[-1].isalnum()
    with rig.database.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE gone RENAME TO statement"))
    assert world.statements(one.found) == []


def test_the_same_act_of_two_people_is_two_acts(world, one, rig):
    for person in (world.ben, world.carol):
        assert "has been received" in _words(_give(one, rig, person).json())

    assert len(world.statements(one.found)) == 2
