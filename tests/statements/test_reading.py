"""Apart, then together: who reads what, when, and that each reading leaves one row."""

import dataclasses
from datetime import timedelta

import pytest

from models.vocabulary import (
    Gap,
    JointView,
    Recommendation,
    Restriction,
    StatementPart,
)
from tests.log_guard import CANARY
from workflows.errors import NotYours
from workflows.statements import discussing, pressing, reading
from workflows.statements.answers import RestrictedAnswer

EVERYBODY = [
    "asha", "ben", "carol", "dev", "femi", "grace", "hugh", "ines", "quentin",
    "sofia", "xan",
]  # fmt: skip
READERS = ["asha", "ben", "carol", "dev", "femi", "grace"]
ENTITLED = ["asha", "femi", "grace"]
STANDING = [*READERS, "quentin", "sofia", "ines"]
SECRET = f"{CANARY} kept to three"


@pytest.fixture
def family(world):
    """Build two children, and members of every kind."""
    return world.group(children=2, members=(world.ben, world.carol, world.dev))


@pytest.fixture
def found(world, family):
    """Open a round in which the health visitor differs and the school says nothing."""
    found = world.open_round(family)
    continue_, end = Recommendation.CONTINUE, Recommendation.END_CHILD_IN_NEED
    world.submit(found, world.asha, world.answers(family, recommendation=end))
    world.submit(found, world.dev, world.answers(family, recommendation=end))
    restricted = RestrictedAnswer(
        part=StatementPart.REASON, restriction=Restriction.DOMESTIC_ABUSE, why=CANARY
    )
    world.submit(
        found,
        world.ben,
        world.answers(
            family,
            recommendation=continue_,
            reason=SECRET,
            restricted=(restricted,),
            urgent=True,
            urgent_text=f"{CANARY} urgent",
            intimidated=True,
        ),
    )
    return found


@pytest.fixture
def closed(world, found):
    """Close the round."""
    return world.close(found)


def _read(world, found, person):
    with world.work() as session:
        return reading.read_views(
            session, actor=world.actor(person), round_id=found.id, now=world.now
        )


def _everything(shown):
    return repr(dataclasses.asdict(shown))


def test_nobody_reads_anothers_view_before_closing(world, found):
    for name in EVERYBODY:
        world.on(found.closes_on, 23, 59)
        world.sweep()

        with pytest.raises((NotYours, reading.NotClosedYet)):
            _read(world, found, getattr(world, name))


def test_after_closing_the_group_chair_and_manager_read(world, closed):
    for name in EVERYBODY:
        person = getattr(world, name)

        if name in READERS:
            assert _read(world, closed, person).round_id == closed.id
        else:
            with pytest.raises(NotYours):
                _read(world, closed, person)


def test_restricted_words_are_for_three_and_their_existence_for_all(world, closed):
    for name in READERS:
        shown = _read(world, closed, getattr(world, name))

        said = _everything(shown)
        part = next(
            part
            for voice in shown.pages[0].standpoints[0].voices
            for part in voice.parts
            if part.part is StatementPart.REASON
        )
        assert part.is_restricted
        assert (SECRET in said) == (name in ENTITLED)
        assert part.is_withheld == (name not in ENTITLED)
        # Which restriction it is would itself say too much.
        assert (Restriction.DOMESTIC_ABUSE in said) == (name in ENTITLED)


def test_disagreement_stands_first_and_the_minority_before_the_majority(world, closed):
    shown = _read(world, closed, world.femi)

    page = shown.pages[0]
    assert page.is_split
    assert [one.recommendation for one in page.standpoints] == [
        Recommendation.CONTINUE,
        Recommendation.END_CHILD_IN_NEED,
    ]
    assert [voice.name for voice in page.standpoints[0].voices] == ["Ben"]


def test_who_was_not_heard_is_named_beside_the_views(world, closed):
    shown = _read(world, closed, world.femi)

    for page in shown.pages:
        assert [(gap.name, gap.why) for gap in page.gaps] == [
            ("Carol", Gap.NOT_HEARD_FROM)
        ]


def test_a_late_view_is_read_and_its_gap_stays_named(world, closed, family):
    world.later(hours=1)
    world.submit(closed, world.carol, world.answers(family))

    page = _read(world, closed, world.femi).pages[0]

    assert [gap.came_late for gap in page.gaps] == [True]
    names = {voice.name for one in page.standpoints for voice in one.voices}
    assert names == {"Asha", "Ben", "Carol", "Dev"}


def test_a_view_changed_after_closing_says_how_it_stood(world, closed, family):
    world.later(hours=1)
    world.submit(
        closed,
        world.dev,
        world.answers(family, recommendation=Recommendation.CONTINUE),
    )

    page = _read(world, closed, world.femi).pages[0]

    voices = {voice.name: voice for one in page.standpoints for voice in one.voices}
    dev = voices["Dev"]
    assert dev.amended_late
    assert dev.recommendation is Recommendation.CONTINUE
    assert dev.stood_at_closing is Recommendation.END_CHILD_IN_NEED
    assert voices["Asha"].stood_at_closing is None


def test_each_reading_is_one_audit_row_and_no_reading_is_without(world, closed):
    for name in READERS:
        _read(world, closed, getattr(world, name))

    rows = world.audited("views read")
    assert [row.actor_id for row in rows] == [
        getattr(world, name).id for name in READERS
    ]


def test_a_member_tied_to_one_child_reads_about_that_one(world, family):
    world.member(family, world.piotr, children=family.children[:1])
    found = world.open_round(family)
    world.submit(found, world.ben, world.answers(family))
    closed = world.close(found)

    shown = _read(world, closed, world.piotr)

    assert [page.child.number for page in shown.pages] == [1]


def test_who_has_answered_is_dates_and_names_and_no_content(world, found):
    for name in STANDING:
        with world.work() as session:
            standings = reading.who_has_answered(
                session,
                actor=world.actor(getattr(world, name)),
                round_id=found.id,
                now=world.now,
            )

        answered = {one.name: one.answered_on is not None for one in standings}
        assert answered == {"Asha": True, "Ben": True, "Carol": False, "Dev": True}
        assert CANARY not in repr(standings)
        assert Recommendation.CONTINUE not in repr(standings)


def test_a_safeguarding_lead_sees_their_own_agency_only(world, found):
    with world.work() as session:
        standings = reading.who_has_answered(
            session, actor=world.actor(world.hugh), round_id=found.id, now=world.now
        )

    assert [one.name for one in standings] == ["Ben"]


@pytest.mark.parametrize("name", EVERYBODY)
def test_an_urgent_answer_is_read_at_once_by_three(world, found, name):
    person = getattr(world, name)

    with world.work() as session:
        if name not in ENTITLED:
            with pytest.raises(NotYours):
                pressing.read_urgent(
                    session,
                    actor=world.actor(person),
                    round_id=found.id,
                    now=world.now,
                )
            return
        (urgent,) = pressing.read_urgent(
            session, actor=world.actor(person), round_id=found.id, now=world.now
        )
    assert (urgent.name, urgent.text) == ("Ben", f"{CANARY} urgent")
    assert len(world.audited("urgent answer read")) == 1


def test_an_intimidation_tick_is_for_the_chair_and_the_own_manager(world, found):
    for name in EVERYBODY:
        asked = world.asked(found, world.ben)

        with world.work() as session:
            # Hugh manages Ben; Grace manages the social worker, not him.
            if name in {"femi", "hugh"}:
                who = pressing.read_intimidation(
                    session,
                    actor=world.actor(getattr(world, name)),
                    asked_id=asked.id,
                    now=world.now,
                )
                assert who.id == world.ben.id
            else:
                with pytest.raises(NotYours):
                    pressing.read_intimidation(
                        session,
                        actor=world.actor(getattr(world, name)),
                        asked_id=asked.id,
                        now=world.now,
                    )


def test_where_nobody_ticked_there_is_nothing_to_read(world, found):
    asked = world.asked(found, world.dev)

    with pytest.raises(NotYours), world.work() as session:
        pressing.read_intimidation(
            session, actor=world.actor(world.femi), asked_id=asked.id, now=world.now
        )


def test_the_author_reads_every_version_of_their_own_at_any_time(world, found, family):
    world.submit(found, world.ben, world.answers(family))

    with world.work() as session:
        versions = reading.read_own(
            session, actor=world.actor(world.ben), round_id=found.id, now=world.now
        )

    assert [statement.version for statement, _ in versions] == [1, 2]
    assert versions[0][1].children[0].reason == SECRET


def test_a_colleague_has_no_view_of_ones_own_to_read(world, found):
    for name in ("femi", "grace", "xan"):
        with pytest.raises(NotYours), world.work() as session:
            reading.read_own(
                session,
                actor=world.actor(getattr(world, name)),
                round_id=found.id,
                now=world.now,
            )


def _discuss(world, found, person, **said):
    with world.work() as session:
        return discussing.record_discussion(
            session,
            actor=world.actor(person),
            round_id=found.id,
            now=world.now,
            **{
                "joint": JointView.DISCUSSED,
                "text": CANARY,
                "discussed_on": world.today,
                **said,
            },
        )


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_discussion_is_recorded_by_three_and_read_with_the_views(
    world, closed, name
):
    person = getattr(world, name)

    if name not in ENTITLED:
        with pytest.raises(NotYours):
            _discuss(world, closed, person)
        return
    _discuss(world, closed, person)
    (talk,) = _read(world, closed, world.dev).talks
    assert (talk.joint, talk.text) == (JointView.DISCUSSED, CANARY)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"text": " "}, discussing.NothingWritten),
        ({"discussed_on": None}, discussing.DayMissing),
        ({"in_days": 1}, discussing.NotYetDiscussed),
    ],
)
def test_a_discussion_has_words_and_a_day_that_is_past(world, closed, said, refusal):
    if "in_days" in said:
        said = {"discussed_on": world.today + timedelta(days=said["in_days"])}

    with pytest.raises(refusal):
        _discuss(world, closed, world.asha, **said)

    _discuss(world, closed, world.asha)


def test_not_discussed_needs_its_reason_and_no_day(world, closed):
    row = _discuss(
        world,
        closed,
        world.asha,
        joint=JointView.NOT_DISCUSSED,
        discussed_on=None,
    )

    assert (row.joint, row.discussed_on) == (JointView.NOT_DISCUSSED, None)


def test_nothing_is_discussed_before_the_views_are_together(world, found):
    with pytest.raises(discussing.BeforeClosing):
        _discuss(world, found, world.asha)
