"""A change of lead social worker: who, from which day, and who is told."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from models.queries import access as access_queries
from models.queries import membership as queries
from models.tables.access import Person
from models.tables.audit import AuditRow
from models.tables.membership import LeadChange, Membership
from models.vocabulary import Effect, MemberRole, OutboxState
from tests.world import World
from workflows import clock
from workflows.access import use_cases as access
from workflows.errors import NotYours
from workflows.membership import leading, policy, who_is_who
from workflows.membership.leading import NewLead

ONE_DAY = timedelta(days=1)


@pytest.fixture
def world(database):
    return World(database)


@pytest.fixture
def family(world):
    return world.group(children=2)


def change(world, family, person, *, on=None, stays=False, by=None):
    with world.work() as session:
        return leading.change(
            session,
            actor=world.actor(by or world.grace),
            group_id=family.id,
            new=NewLead(person_id=person.id, from_on=on or world.today, stays=stays),
            now=world.now,
            profile=world.profile,
        )


def leads(world, family, *, on):
    with world.work() as session:
        rows = session.exec(
            select(Membership).where(
                Membership.group_id == family.id,
                Membership.role == MemberRole.LEAD_SOCIAL_WORKER,
                col(Membership.from_on) <= on,
            )
        ).all()
        return [
            session.get_one(Person, row.person_id).name
            for row in rows
            if row.to_on is None or row.to_on >= on
        ]


def planned(world):
    return [row for row in world.outbox() if row.state is OutboxState.PLANNED]


def told(world):
    return sorted(
        row.kind for row in planned(world) if row.dedupe_key.startswith("lead-changed")
    )


def test_a_new_lead_social_worker_takes_over_at_once(world, family):
    change(world, family, world.xan)

    with world.work() as session:
        lines = who_is_who.list_members(session, family.id, now=world.now)
        events = session.exec(select(AuditRow.event)).all()
    assert [line.name for line in lines if line.is_lead] == ["Xan"]
    assert "Asha" not in {line.name for line in lines}
    assert "lead social worker changed" in events


def test_from_a_day_to_come_the_one_before_leads_until_then(world, family):
    day = world.in_working_days(5)
    change(world, family, world.xan, on=day)

    before = leads(world, family, on=day - ONE_DAY)
    after = leads(world, family, on=day)

    assert (before, after) == (["Asha"], ["Xan"])
    with world.work() as session:
        lead = access_queries.find_lead_social_worker(
            session, family.id, day=day - ONE_DAY, now=world.now
        )
    assert lead is not None
    assert lead.name == "Asha"
    world.on(day, 8)
    with world.work() as session:
        classes = access.classes_in_group(
            session, world.asha.id, family.id, now=world.now
        )
    assert "LSW" not in classes


@pytest.mark.parametrize("days", [-30, -1, 0, 1, 30])
def test_there_are_never_two_on_one_day(world, family, days):
    day = world.today + timedelta(days=days)
    change(world, family, world.xan, on=day)

    counts = {
        len(leads(world, family, on=day + timedelta(days=n))) for n in (-2, -1, 0, 1)
    }

    assert counts == {1}


def test_the_one_before_may_stay_as_a_member(world, family):
    change(world, family, world.xan, stays=True)

    with world.work() as session:
        lines = who_is_who.list_members(session, family.id, now=world.now)
    assert {(line.name, line.is_lead) for line in lines} >= {
        ("Asha", False),
        ("Xan", True),
    }
    assert [row for row in planned(world) if row.effect is Effect.REMOVE] == []


def test_the_one_before_who_leaves_is_taken_out_of_the_channel(world, family):
    day = world.in_working_days(5)

    change(world, family, world.xan, on=day)

    (removal,) = [row for row in planned(world) if row.effect is Effect.REMOVE]
    assert removal.person_id == world.asha.id
    assert removal.not_before == clock.at(day, 0)


def test_a_member_who_takes_over_is_not_a_member_twice(world, family):
    world.member(family, world.xan)

    change(world, family, world.xan)

    with world.work() as session:
        lines = who_is_who.list_members(session, family.id, now=world.now)
    assert [line.is_lead for line in lines if line.name == "Xan"] == [True]
    removals = [row for row in planned(world) if row.effect is Effect.REMOVE]
    assert [row.person_id for row in removals] == [world.asha.id]


def test_both_the_chair_and_the_channel_are_told_once(world, family):
    day = world.in_working_days(5)

    change(world, family, world.xan, on=day)

    assert told(world) == [
        "membership.handover",
        "membership.lead_changed",
        "membership.lead_changed",
        "membership.lead_ending",
        "membership.lead_to_come",
    ]
    (handover,) = world.outbox("membership.handover")
    assert handover.person_id == world.xan.id
    assert clock.today(handover.not_before) == day


def test_from_today_the_new_one_is_told_by_the_handover_alone(world, family):
    change(world, family, world.xan)

    kinds = told(world)
    assert kinds.count("membership.handover") == 1
    assert "membership.lead_to_come" not in kinds


def test_what_is_said_holds_an_alias_and_a_date_only(world, family):
    change(world, family, world.xan)

    payloads = [
        row.payload for row in planned(world) if row.dedupe_key.startswith("lead-ch")
    ]
    assert not [text for text in payloads if "Xan" in text or "Asha" in text]


def test_whom_no_message_reaches_is_to_be_telephoned(world, family):
    world.deactivate(world.asha)

    receipt = change(world, family, world.xan)

    assert receipt.to_telephone == ("Asha",)
    assert "membership.lead_ending" not in told(world)


def test_a_change_to_come_is_replaced_by_another(world, family):
    first, second = world.in_working_days(5), world.in_working_days(8)
    world.member(family, world.xan)
    lead = world.quentin
    change(world, family, world.xan, on=first)

    change(world, family, lead, on=second)

    assert leads(world, family, on=first) == ["Asha"]
    assert leads(world, family, on=second) == ["Quentin"]
    world.on(second, 9)
    with world.work() as session:
        names = {
            line.name
            for line in who_is_who.list_members(session, family.id, now=world.now)
        }
        count = queries.count_lead_changes(
            session, family.id, after=world.today - 365 * ONE_DAY, until=second
        )
    assert {"Xan", "Quentin"} <= names
    assert "Asha" not in names
    assert count == 1


def test_naming_who_leads_takes_a_change_to_come_back(world, family):
    day = world.in_working_days(5)
    change(world, family, world.xan, on=day, stays=True)

    receipt = change(world, family, world.asha, on=day)

    assert receipt.from_on is None
    assert leads(world, family, on=day) == ["Asha"]
    assert told(world) == []
    assert [row for row in planned(world) if row.effect is Effect.REMOVE] == []
    world.on(day, 9)
    with world.work() as session:
        lines = who_is_who.list_members(session, family.id, now=world.now)
    assert [line.name for line in lines].count("Asha") == 1


def test_a_wrong_choice_is_put_right_on_the_same_day_and_counts_once(world, family):
    with world.work() as session:
        # Whoever leads now must be of her team, or it is no longer hers to change.
        session.get_one(Person, world.xan.id).manager_id = world.grace.id
    change(world, family, world.xan)
    world.later(minutes=5)

    change(world, family, world.quentin)

    assert leads(world, family, on=world.today) == ["Quentin"]
    with world.work() as session:
        count = queries.count_lead_changes(
            session, family.id, after=world.today - ONE_DAY, until=world.today
        )
    assert count == 1


@pytest.mark.parametrize(
    ("after", "until", "expected"),
    [(-400, 0, 2), (-200, 0, 1), (-201, 0, 2), (-400, -1, 1), (0, 30, 0)],
)
def test_changes_are_counted_in_a_span(world, family, after, until, expected):
    for days in (200, 0):
        world.keep(
            LeadChange(
                group_id=family.id,
                before_id=world.asha.id,
                after_id=world.xan.id,
                from_on=world.today - timedelta(days=days),
                changed_by=world.grace.id,
                recorded_at=world.now,
            )
        )

    with world.work() as session:
        count = queries.count_lead_changes(
            session,
            family.id,
            after=world.today + timedelta(days=after),
            until=world.today + timedelta(days=until),
        )
        listed = queries.list_lead_changes(session, family.id)

    assert count == expected
    assert len(listed) == 2


@pytest.mark.parametrize(
    ("who", "by", "refusal"),
    [
        ("asha", "grace", policy.AlreadyLeads),
        ("ben", "grace", policy.NotASocialWorker),
        ("xan", "asha", NotYours),
        ("xan", "femi", NotYours),
        # Business support needs a second person, which this act has not.
        ("xan", "ines", NotYours),
        ("xan", "xan", NotYours),
    ],
)
def test_who_cannot_lead_or_name_the_lead_is_refused(world, family, who, by, refusal):
    with pytest.raises(refusal):
        change(world, family, getattr(world, who), by=getattr(world, by))


def test_nobody_takes_over_before_the_one_before_began(world, family):
    began = world.today - timedelta(days=100)

    with pytest.raises(policy.BeforeTheLastChange):
        change(world, family, world.xan, on=began - ONE_DAY)
    change(world, family, world.xan, on=began)


def test_the_form_says_who_leads_and_who_is_to_come(world, family):
    day = world.in_working_days(5)
    change(world, family, world.xan, on=day)

    with world.work() as session:
        facts = leading.open_form(
            session, actor=world.actor(world.grace), group_id=family.id, now=world.now
        )

    assert (facts.lead, facts.coming, facts.coming_on) == ("Asha", "Xan", day)
