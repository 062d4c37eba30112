"""Setting up a core group by a form, dating its core groups and conferences."""

import re
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from bot.render import Renderer
from models.tables.audit import AuditRow
from models.tables.conferences import Conference
from models.tables.outbox import OutboxRow
from models.tables.plans import Child, CoreGroup, Plan
from models.tables.statements import Round
from models.vocabulary import Category, ConferenceKind, Effect
from tests.world import World
from workflows.conferences import use_cases as conferences
from workflows.errors import NotYours
from workflows.meetings import policy as meeting_policy
from workflows.meetings.policy import Agreement
from workflows.meetings.use_cases import NewDate
from workflows.membership.policy import NotASocialWorker
from workflows.plans import policy
from workflows.plans import use_cases as plans
from workflows.plans.messages import SAMPLES
from workflows.plans.policy import NewChild
from workflows.working_days import Calendar

DAY = timedelta(days=1)
CHILD = NewChild(category=Category.NEGLECT, birth_month=date(2018, 5, 1))


@pytest.fixture
def world(database):
    return World(database)


def set_up(world, by=None, **answers):
    form = {
        "children": (CHILD,),
        "initial_on": world.today,
        "lead_social_worker_id": world.asha.id,
        **answers,
    }
    with world.work() as session:
        return conferences.set_up_group(
            session,
            actor=world.actor(by or world.grace),
            now=world.now,
            profile=world.profile,
            **form,
        )


def test_a_core_group_is_set_up_with_everything_that_follows(world):
    unborn = NewChild(
        category=Category.EMOTIONAL, unborn_due_on=world.today + 100 * DAY
    )

    group = set_up(world, children=(CHILD, unborn))

    with world.work() as session:
        children = session.exec(select(Child).order_by(col(Child.number))).all()
        found = session.exec(select(Plan)).all()
        initial, review = session.exec(
            select(Conference).order_by(col(Conference.dated_on))
        ).all()
        planned = session.exec(select(Round)).one()
        written = session.exec(select(OutboxRow)).all()
    assert re.fullmatch(r"CG-\d{4}", group.alias)
    assert [child.number for child in children] == [1, 2]
    assert {plan.initial_category for plan in found} == {
        Category.NEGLECT,
        Category.EMOTIONAL,
    }
    assert (initial.kind, initial.held_on) == (ConferenceKind.INITIAL, world.today)
    # Three months after 10 February is a Sunday.
    assert (review.dated_on, review.provisional) == (date(2026, 5, 8), True)
    assert planned.conference_id == review.id
    assert [(row.effect, row.dedupe_key) for row in written] == [
        (Effect.CREATE_CHANNEL, f"channel:{group.id}"),
        (Effect.INVITE, written[1].dedupe_key),
        (Effect.PIN, f"who:{group.id}:1"),
        (Effect.CHANNEL_MESSAGE, f"set-up:{group.id}"),
    ]
    assert written[1].dedupe_key.startswith(f"invite:{group.id}:{world.asha.id}")


def test_a_review_with_a_date_is_not_provisional(world):
    set_up(world, review_on=date(2026, 4, 28))

    with world.work() as session:
        review = session.exec(
            select(Conference).where(Conference.kind == ConferenceKind.REVIEW)
        ).one()
    assert (review.dated_on, review.provisional) == (date(2026, 4, 28), False)


@pytest.mark.parametrize(
    ("who", "is_allowed"),
    [("grace", True), ("ines", True), ("ben", False), ("femi", False), ("xan", False)],
)
def test_core_groups_are_set_up_by_those_of_row_8(world, who, is_allowed):
    if is_allowed:
        set_up(world, by=getattr(world, who))
    else:
        with pytest.raises(NotYours):
            set_up(world, by=getattr(world, who))


def test_what_cannot_be_is_refused_and_nothing_is_kept(world):
    def newborn(**birth):
        return (NewChild(category=Category.NEGLECT, **birth),)

    today = world.today
    for refusal, answers in (
        (policy.NoChildren, {"children": ()}),
        (policy.TooManyChildren, {"children": (CHILD,) * 21}),
        (policy.NotYetHeld, {"initial_on": today + DAY}),
        (policy.LongAgo, {"initial_on": today - 1099 * DAY}),
        (policy.NotAChild, {"children": newborn(birth_month=date(2008, 1, 1))}),
        (policy.NotYetBorn, {"children": newborn(birth_month=date(2026, 3, 1))}),
        (
            policy.BirthLongAfterwards,
            {"children": newborn(unborn_due_on=today + 281 * DAY)},
        ),
        (
            policy.BornAndUnborn,
            {"children": newborn(birth_month=today, unborn_due_on=today)},
        ),
        (NotASocialWorker, {"lead_social_worker_id": world.ben.id}),
        (conferences.InThePast, {"review_on": today - DAY}),
        (conferences.ReviewOverdue, {"initial_on": today - 120 * DAY}),
    ):
        with pytest.raises(refusal):
            set_up(world, **answers)

    with world.work() as session:
        assert session.exec(select(CoreGroup)).all() == []
        assert session.exec(select(OutboxRow)).all() == []
        assert session.exec(select(AuditRow)).all() == []


def test_the_month_of_birth_is_taken_at_its_edges(world):
    for month in (date(2008, 2, 1), date(2026, 2, 1)):
        set_up(
            world,
            children=(NewChild(category=Category.NEGLECT, birth_month=month),),
        )


def test_a_child_is_added_and_gets_a_review(world):
    family = world.group()
    with world.work() as session:
        plan = plans.add_child(
            session,
            actor=world.actor(world.asha),
            group_id=family.id,
            child=CHILD,
            initial_on=world.today,
            now=world.now,
        )
        conferences.plan_review(
            session,
            actor=world.actor(world.femi),
            group_id=family.id,
            dated_on=world.in_working_days(30),
            now=world.now,
            profile=world.profile,
        )

    with world.work() as session:
        assert session.get_one(Child, plan.child_id).number == 2
        assert session.exec(select(Round)).one().group_id == family.id


def test_a_conference_gets_its_date_and_its_round_follows(world):
    family = world.group()
    conference = world.conference(family, in_working_days=40, provisional=True)
    day = world.in_working_days(45)

    with world.work() as session:
        conferences.set_date(
            session,
            actor=world.actor(world.femi),
            conference_id=conference.id,
            dated_on=day,
            now=world.now,
            profile=world.profile,
        )

    with world.work() as session:
        found = session.exec(select(Round)).one()
        kept = session.get_one(Conference, conference.id)
    assert (kept.dated_on, kept.provisional) == (day, False)
    assert found.closes_on == world.profile.calendar.subtract(day, 10)


@pytest.mark.parametrize("who", ["asha", "ben", "grace", "xan"])
def test_a_conference_is_dated_by_those_of_row_16(world, who):
    conference = world.conference(world.group())

    with pytest.raises(NotYours), world.work() as session:
        conferences.set_date(
            session,
            actor=world.actor(getattr(world, who)),
            conference_id=conference.id,
            dated_on=world.in_working_days(45),
            now=world.now,
            profile=world.profile,
        )


def test_a_conference_that_is_over_or_a_day_that_is_past_is_refused(world):
    conference = world.conference(world.group())

    def act(use_case, **answers):
        with world.work() as session:
            use_case(
                session,
                actor=world.actor(world.femi),
                conference_id=conference.id,
                now=world.now,
                **answers,
            )

    with pytest.raises(conferences.InThePast):
        act(conferences.set_date, dated_on=world.today - DAY, profile=world.profile)
    act(conferences.cancel)
    with pytest.raises(conferences.IsOver):
        act(conferences.cancel)


def date_core_group(world, family, on, by=None):
    with world.work() as session:
        return conferences.date_core_group(
            session,
            actor=world.actor(by or world.asha),
            group_id=family.id,
            new=NewDate(dated_on=on),
            now=world.now,
            profile=world.profile,
        )


def test_a_round_to_come_is_counted_from_the_core_group_that_is_dated(world):
    family = world.group()
    review = world.conference(family, in_working_days=50)
    with world.work() as session:
        conferences.set_date(
            session,
            actor=world.actor(world.femi),
            conference_id=review.id,
            dated_on=world.in_working_days(51),
            now=world.now,
            profile=world.profile,
        )

    meeting = date_core_group(world, family, world.in_working_days(40))

    with world.work() as session:
        assert session.exec(select(Round)).one().closes_on == world.in_working_days(38)
        conferences.cancel_core_group(
            session,
            actor=world.actor(world.asha),
            meeting_id=meeting.id,
            because="The room is double booked.",
            new=None,
            now=world.now,
            profile=world.profile,
        )
    with world.work() as session:
        assert session.exec(select(Round)).one().closes_on == world.in_working_days(41)


def test_a_core_group_beyond_the_limit_is_the_chairs_to_agree(world):
    group = set_up(world)
    family = type("Family", (), {"id": group.id})
    limit = world.in_working_days(10)
    with world.work() as session:
        conferences_of = session.exec(select(Conference)).all()
    assert len(conferences_of) == 2

    with pytest.raises(meeting_policy.BeyondTheLimit):
        date_core_group(world, family, limit + DAY)

    assert date_core_group(world, family, limit).dated_on == limit


@pytest.mark.parametrize(("days", "is_refused"), [(0, False), (1, True)])
def test_each_core_group_is_within_six_weeks_of_the_one_before(days, is_refused):
    start = date(2026, 2, 10)
    limit = start + timedelta(weeks=6)

    def check(agreement):
        meeting_policy.check_date(
            limit + days * DAY,
            taken=[start],
            limit=limit,
            today=start,
            agreement=agreement,
            calendar=Calendar(),
        )

    check(Agreement.WITH_REASON)
    if is_refused:
        with pytest.raises(meeting_policy.BeyondTheLimit):
            check(Agreement.NONE)
        with pytest.raises(meeting_policy.NeedsAReason):
            check(Agreement.WITHOUT_REASON)
    else:
        check(Agreement.NONE)


def test_a_core_group_is_dated_once_and_not_in_the_past(world):
    family = world.group()
    date_core_group(world, family, world.in_working_days(3))

    with pytest.raises(meeting_policy.AlreadyDated):
        date_core_group(world, family, world.in_working_days(3))
    with pytest.raises(meeting_policy.InThePast):
        date_core_group(world, family, world.today - DAY)
    with pytest.raises(NotYours):
        date_core_group(world, family, world.in_working_days(4), by=world.ben)


@pytest.mark.parametrize("which", [0, 1])
def test_what_is_due_can_be_rendered_at_its_shortest_and_longest(which):
    message, words = SAMPLES[which]

    rendered = Renderer().render(message, words)

    assert message.alias in rendered.text
