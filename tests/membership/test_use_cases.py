"""Members, lead social workers, chairs and deputies."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.render import Renderer
from models.tables.audit import AuditRow
from models.tables.membership import Allocation, Membership
from models.tables.outbox import OutboxRow
from models.vocabulary import (
    AgencyKind,
    Effect,
    GrantedRole,
    OutboxState,
)
from tests.world import World
from workflows import clock
from workflows.errors import NotYours
from workflows.membership import policy, register, who_is_who
from workflows.membership import use_cases as membership
from workflows.membership.messages import SAMPLES


@pytest.fixture
def world(database):
    return World(database)


@pytest.fixture
def family(world):
    return world.group(children=2)


def outbox(world, effect):
    with world.work() as session:
        return session.exec(select(OutboxRow).where(OutboxRow.effect == effect)).all()


def test_a_member_is_added_invited_and_pinned(world, family):
    with world.work() as session:
        row = membership.add(
            session,
            actor=world.actor(world.asha),
            group_id=family.id,
            person_id=world.piotr.id,
            children=[family.children[1].id],
            now=world.now,
        )

    (invite,) = outbox(world, Effect.INVITE)
    (pin,) = outbox(world, Effect.PIN)
    assert invite.person_id == world.piotr.id
    assert pin.dedupe_key == f"who:{family.id}:1"
    with world.work() as session:
        lines = who_is_who.list_members(session, family.id, now=world.now)
        events = session.exec(select(AuditRow.event)).all()
    assert next(line for line in lines if line.name == "Piotr").children == (2,)
    assert lines[0].is_lead
    assert "member added" in events
    assert row.from_on == world.today


def test_a_member_outside_slack_is_a_member_without_an_invitation(world, family):
    with world.work() as session:
        membership.add(
            session,
            actor=world.actor(world.asha),
            group_id=family.id,
            person_id=world.hetty.id,
            now=world.now,
        )
        lines = who_is_who.list_members(session, family.id, now=world.now)

    assert outbox(world, Effect.INVITE) == []
    assert next(line for line in lines if line.name == "Hetty").account is None


def test_who_waits_for_an_account_is_invited_once_it_is_found(world, family):
    world.member(family, world.hetty)
    with world.work() as session:
        waiting = register.people_without_account(session)
        kept = register.set_account(
            session, world.hetty.id, team_id="T0001", user_id="U0999", now=world.now
        )
        again = register.set_account(
            session, world.hetty.id, team_id="T0001", user_id="U0998", now=world.now
        )

    assert waiting == [(world.hetty.id, "hetty@example.org")]
    assert (kept, again) == (True, False)
    (invite,) = outbox(world, Effect.INVITE)
    assert invite.person_id == world.hetty.id


def test_an_account_belongs_to_one_person(world, family):
    with world.work() as session:
        kept = register.set_account(
            session,
            world.hetty.id,
            team_id=world.ben.slack_team_id,
            user_id=world.ben.slack_user_id,
            now=world.now,
        )

    assert not kept


def test_who_is_who_is_pinned_once_for_changes_that_wait_together(world, family):
    with world.work() as session:
        register.pin_who_is_who(session, family.id, now=world.now)
        register.pin_who_is_who(session, family.id, now=world.now)
        first = session.exec(
            select(OutboxRow).where(OutboxRow.effect == Effect.PIN)
        ).one()
        first.state = OutboxState.SENT
        session.add(first)
        session.flush()
        register.pin_who_is_who(session, family.id, now=world.now)

    keys = sorted(row.dedupe_key for row in outbox(world, Effect.PIN))
    assert keys == [f"who:{family.id}:1", f"who:{family.id}:2"]


@pytest.mark.parametrize(
    ("who", "is_allowed"),
    [
        ("asha", True),
        ("femi", True),
        ("grace", True),
        ("ines", True),
        ("ben", False),
        ("quentin", False),
        ("sofia", False),
        ("hugh", False),
        ("xan", False),
    ],
)
def test_members_are_added_by_those_of_row_9(world, family, who, is_allowed):
    def add():
        with world.work() as session:
            membership.add(
                session,
                actor=world.actor(getattr(world, who)),
                group_id=family.id,
                person_id=world.piotr.id,
                now=world.now,
            )

    if is_allowed:
        add()
    else:
        with pytest.raises(NotYours):
            add()


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("ben", policy.AlreadyAMember), ("dev", policy.ByInvitation)],
)
def test_who_cannot_be_added_is_refused_with_a_reason(world, family, who, refusal):
    with pytest.raises(refusal), world.work() as session:
        membership.add(
            session,
            actor=world.actor(world.asha),
            group_id=family.id,
            person_id=getattr(world, who).id,
            now=world.now,
        )


def test_a_child_of_another_family_cannot_be_tied(world, family):
    other = world.group()

    with pytest.raises(policy.NotAChildOfTheGroup), world.work() as session:
        membership.add(
            session,
            actor=world.actor(world.asha),
            group_id=family.id,
            person_id=world.piotr.id,
            children=[other.children[0].id],
            now=world.now,
        )


def of(world, family, person):
    with world.work() as session:
        return session.exec(
            select(Membership)
            .where(Membership.group_id == family.id, Membership.person_id == person.id)
            .order_by(col(Membership.recorded_at).desc())
        ).first()


def end(world, family, person, **days):
    with world.work() as session:
        return membership.end(
            session,
            actor=world.actor(world.asha),
            membership_id=of(world, family, person).id,
            now=world.now,
            **days,
        )


def test_a_membership_ends_at_this_moment(world, family):
    ended = end(world, family, world.ben)

    (removal,) = outbox(world, Effect.REMOVE)
    assert ended.ended_at == world.now
    assert removal.not_before == world.now
    with world.work() as session:
        lines = who_is_who.list_members(session, family.id, now=world.now)
    assert "Ben" not in {line.name for line in lines}


def test_a_membership_with_a_last_day_goes_on_until_then(world, family):
    last = world.today + timedelta(days=7)

    ended = end(world, family, world.ben, to_on=last)

    (removal,) = outbox(world, Effect.REMOVE)
    assert ended.ended_at is None
    assert removal.not_before.date() == last + timedelta(days=1)


def test_an_ended_membership_and_the_lead_social_workers_cannot_be_ended(world, family):
    end(world, family, world.ben)

    with pytest.raises(policy.NotAMember):
        end(world, family, world.ben)
    with pytest.raises(policy.NeedsASuccessor):
        end(world, family, world.asha)


def test_an_unknown_membership_is_refused_as_one_of_others(world, family):
    with pytest.raises(NotYours), world.work() as session:
        membership.end(
            session, actor=world.actor(world.asha), membership_id="x", now=world.now
        )


def join(world, family, person, **days):
    with world.work() as session:
        return membership.add(
            session,
            actor=world.actor(world.asha),
            group_id=family.id,
            person_id=person.id,
            now=world.now,
            **days,
        )


def names(world, family):
    with world.work() as session:
        lines = who_is_who.list_members(session, family.id, now=world.now)
    return {line.name for line in lines}


def test_a_member_from_a_day_to_come_is_let_in_on_that_day(world, family):
    day = world.today + timedelta(days=7)
    row = join(world, family, world.piotr, from_on=day)

    before = names(world, family)
    world.on(day, 0, 1)
    after = names(world, family)

    (invite,) = outbox(world, Effect.INVITE)
    (pin,) = outbox(world, Effect.PIN)
    assert (row.from_on, "Piotr" in before, "Piotr" in after) == (day, False, True)
    assert invite.not_before == pin.not_before == clock.at(day, 0)


def test_who_will_be_a_member_is_not_added_a_second_time(world, family):
    join(world, family, world.piotr, from_on=world.today + timedelta(days=7))

    with pytest.raises(policy.AlreadyAMember):
        join(world, family, world.piotr)


def test_a_last_day_of_today_ends_tonight_and_not_at_once(world, family):
    ended = end(world, family, world.ben, to_on=world.today)

    (removal,) = outbox(world, Effect.REMOVE)
    assert ended.ended_at is None
    assert "Ben" in names(world, family)
    assert removal.not_before == clock.at(world.today + timedelta(days=1), 0)
    world.on(world.today + timedelta(days=1), 0)
    assert "Ben" not in names(world, family)


def test_a_later_last_day_takes_the_place_of_an_earlier_one(world, family):
    end(world, family, world.ben, to_on=world.today + timedelta(days=7))
    end(world, family, world.ben, to_on=world.today + timedelta(days=14))

    states = [row.state for row in outbox(world, Effect.REMOVE)]
    assert sorted(states) == [OutboxState.CANCELLED, OutboxState.PLANNED]


def test_who_comes_back_before_they_were_taken_out_stays(world, family):
    end(world, family, world.ben)

    join(world, family, world.ben)

    (removal,) = outbox(world, Effect.REMOVE)
    assert removal.state is OutboxState.CANCELLED


def test_who_gets_an_account_is_taken_out_after_their_last_day_too(world, family):
    world.member(family, world.hetty)
    end(world, family, world.hetty, to_on=world.today + timedelta(days=7))
    with world.work() as session:
        register.set_account(
            session, world.hetty.id, team_id="T0001", user_id="U0999", now=world.now
        )

    (removal,) = outbox(world, Effect.REMOVE)
    assert removal.person_id == world.hetty.id


def test_a_chair_is_allocated_by_the_conference_service_manager(world, family):
    new = world.xan
    with pytest.raises(policy.NotAChair), world.work() as session:
        membership.allocate_chair(
            session,
            actor=world.actor(world.sofia),
            group_id=family.id,
            person_id=new.id,
            now=world.now,
        )
    with pytest.raises(policy.AlreadyChairs), world.work() as session:
        membership.allocate_chair(
            session,
            actor=world.actor(world.sofia),
            group_id=family.id,
            person_id=world.femi.id,
            now=world.now,
        )
    world.grant(new, GrantedRole.CHAIR)

    with world.work() as session:
        membership.allocate_chair(
            session,
            actor=world.actor(world.sofia),
            group_id=family.id,
            person_id=new.id,
            now=world.now,
        )

    with world.work() as session:
        line = who_is_who.find_chair(session, family.id, now=world.now)
        ended = session.exec(
            select(Allocation).where(Allocation.person_id == world.femi.id)
        ).one()
    assert line is not None
    assert line.name == "Xan"
    assert ended.to_on == world.today - timedelta(days=1)


@pytest.mark.parametrize("which", [0, 1])
def test_who_is_who_can_be_rendered_at_its_shortest_and_longest(which):
    message, words = SAMPLES[which]

    rendered = Renderer().render(message, words)

    assert message.alias in rendered.text


def test_a_member_has_left_when_they_are_deactivated():
    left = policy.PersonFacts(
        person_id="p", agency_id="a", agency=AgencyKind.SOCIAL_CARE, has_left=True
    )

    for check in (
        lambda: policy.check_can_join(left, children=(), of_group=()),
        lambda: policy.check_can_lead(left),
        lambda: policy.check_can_chair(left, chairs_now=False),
    ):
        with pytest.raises(policy.HasLeft):
            check()
