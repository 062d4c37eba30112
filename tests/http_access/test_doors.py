"""What reaches the bot without a signature of Slack's, and what its pages answer."""

import pytest
from sqlmodel import select

from models.tables.audit import AuditRow
from models.tables.packs import PackLink
from tests.http_access import payloads
from tests.http_access.payloads import Account
from tests.http_access.rig import CONTENT, signed
from workflows.packs import links


def _post(rig, sent, **how):
    headers = signed(sent.body, **how) | {"Content_Type": CONTENT[sent.kind]}
    return rig.client.ask("POST", "/slack/events", sent.body, **headers)


def _press(world):
    return payloads.press(Account(world.asha.slack_user_id), "access.help")


def _audits(database):
    with database.work() as session:
        return len(session.exec(select(AuditRow.id)).all())


@pytest.mark.parametrize(
    "how",
    [
        {"secret": "another secret"},
        {"mangle": "0"},
        {"age": 5 * 60 + 2},
        {"age": -5 * 60 - 2},
    ],
    ids=["another secret", "altered", "older than five minutes", "from the future"],
)
def test_what_slack_did_not_sign_just_now_is_turned_away(world, rig, how):
    before, shown = _audits(rig.database), len(rig.slack.calls)

    answer = _post(rig, _press(world), **how)

    assert answer.status == 401
    assert _audits(rig.database) == before
    assert len(rig.slack.calls) == shown


def test_a_body_that_was_altered_after_signing_is_turned_away(world, rig):
    sent = _press(world)
    headers = signed(sent.body) | {"Content_Type": CONTENT[sent.kind]}

    answer = rig.client.ask("POST", "/slack/events", f"{sent.body}+", **headers)

    assert answer.status == 401


def test_without_a_signature_nobody_gets_in(world, rig):
    sent = _press(world)

    answer = rig.client.ask(
        "POST", "/slack/events", sent.body, Content_Type=CONTENT[sent.kind]
    )

    assert answer.status == 401


def test_what_slack_signed_just_now_gets_in(world, rig):
    assert _post(rig, _press(world), age=4 * 60 + 55).status == 200


def test_a_pack_link_of_each_class_opens_only_while_its_right_lasts(
    world, rig, partnership
):
    closed = partnership.own.closed_round
    with rig.database.work() as session:
        token = links.make_link(
            session,
            actor=world.actor(world.asha),
            round_id=closed,
            now=rig.bot.room.clock.now(),
            profile=world.profile,
            public_address="https://example.org",
        )
    # The link stays as it is; only what its maker may do changes.
    with rig.database.work() as session:
        link = session.exec(select(PackLink)).one()
        link.person_id = world.xan.id
        session.add(link)
    refused = rig.client.ask("POST", f"/pack/{token}")
    with rig.database.work() as session:
        link = session.exec(select(PackLink)).one()
        assert link.used_at is None
        link.person_id = world.femi.id
        session.add(link)

    opened = rig.client.ask("POST", f"/pack/{token}")

    assert refused.status == 404
    assert opened.status == 200
    assert b"Not for parents" in opened.content or b"not for parents" in opened.content
    again = rig.client.ask("POST", f"/pack/{token}")
    unknown = rig.client.ask("POST", "/pack/nothing")
    assert again.status == unknown.status == 404
    assert again.content == unknown.content == refused.content


def test_looking_at_a_pack_link_changes_nothing_and_tells_nothing(rig):
    before = _audits(rig.database)

    answers = {rig.client.ask("GET", f"/pack/{token}").content for token in "ab"}

    assert len(answers) == 1
    assert _audits(rig.database) == before


def test_health_says_up_or_down_and_why_only_to_the_operator(rig):
    told = rig.client.ask("GET", "/health")

    assert set(told.json()) == {"well", "why"}
