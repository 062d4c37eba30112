"""The chair's pack: who opens it, what is in it, and what every opening leaves."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from models.vocabulary import (
    Gap,
    GrantedRole,
    JointView,
    Recommendation,
    StatementPart,
    Timing,
)
from tests.log_guard import CANARY
from tests.packs.rounds import SECRET, WHY_SECRET, differing_round, read
from workflows.errors import NotYours
from workflows.statements import discussing, reading


@pytest.mark.parametrize("name", ["femi", "asha", "grace"])
def test_chair_lead_social_worker_and_manager_open_it_after_closing(world, name):
    family, found = differing_round(world)
    world.close(found)

    pack = read(world, getattr(world, name), found)

    assert pack.alias == family.alias
    assert len(pack.children) == 2


@pytest.mark.parametrize("name", ["femi", "asha", "grace"])
def test_nobody_opens_it_before_closing(world, name):
    _, found = differing_round(world)

    with pytest.raises(NotYours):
        read(world, getattr(world, name), found)


@pytest.mark.parametrize(
    "name", ["ben", "carol", "dev", "hugh", "quentin", "sofia", "ines", "xan"]
)
def test_nobody_else_opens_it(world, name):
    _, found = differing_round(world)
    world.close(found)

    with pytest.raises(NotYours):
        read(world, getattr(world, name), found)

    assert world.audited("pack read") == []


def test_a_chair_of_other_families_does_not_open_it(world):
    _, found = differing_round(world)
    world.close(found)
    world.grant(world.xan, GrantedRole.CHAIR)

    with pytest.raises(NotYours):
        read(world, world.xan, found)


def test_no_such_round_is_refused_in_the_same_words(world):
    _, found = differing_round(world)
    world.close(found)
    unknown = type(found)(**{**found.model_dump(), "id": "0" * 16})

    with pytest.raises(NotYours) as missing:
        read(world, world.femi, unknown)
    with pytest.raises(NotYours) as forbidden:
        read(world, world.xan, found)

    assert missing.value.said == forbidden.value.said


def test_the_right_is_looked_up_at_each_opening(world):
    family, found = differing_round(world)
    world.close(found)
    read(world, world.asha, found)
    world.leave(family, world.asha)

    with pytest.raises(NotYours):
        read(world, world.asha, found)


def test_each_opening_leaves_exactly_one_audit_row(world):
    family, found = differing_round(world)
    world.close(found)

    read(world, world.femi, found)
    read(world, world.femi, found)

    rows = world.audited("pack read")
    assert [(row.chain, row.subject, row.actor_id) for row in rows] == [
        (family.id, found.id, world.femi.id)
    ] * 2


def test_disagreement_comes_first_and_the_minority_before_the_majority(world):
    _, found = differing_round(world)
    world.close(found)

    pack = read(world, world.femi, found)

    for child in pack.children:
        assert child.is_split
        assert [side.recommendation for side in child.sides] == [
            Recommendation.END_CHILD_IN_NEED,
            Recommendation.CONTINUE,
        ]
        assert reasons(child) == [f"carol {CANARY}", f"asha {CANARY}", f"ben {CANARY}"]


def reasons(child):
    return [
        answer.text
        for side in child.sides
        for voice in side.voices
        for answer in voice.answers
        if answer.part is StatementPart.REASON
    ]


def test_a_child_about_whom_people_differ_comes_before_the_others(world):
    family = world.group(children=3)
    found = world.open_round(family)
    world.submit(found, world.asha, world.answers(family))
    world.submit(found, world.ben, world.answers(family, children=family.children[:2]))
    ending = world.answers(
        family,
        recommendation=Recommendation.END_UNIVERSAL,
        children=family.children[2:],
    )
    world.submit(found, world.carol, ending)
    world.close(found)

    pack = read(world, world.femi, found)

    assert [child.alias[-2:] for child in pack.children] == ["/3", "/1", "/2"]


def test_restricted_parts_are_open_to_the_chair_with_the_reason(world):
    _, found = differing_round(world)
    world.close(found)

    pack = read(world, world.femi, found)

    held = [
        answer
        for child in pack.children
        for side in child.sides
        for voice in side.voices
        for answer in voice.answers
        if answer.restriction is not None
    ]
    assert [(answer.text, answer.why_restricted) for answer in held] == [
        (SECRET, WHY_SECRET)
    ] * 2


@pytest.mark.parametrize("name", ["ben", "carol", "dev"])
def test_members_never_read_what_is_restricted(world, name):
    _, found = differing_round(world)
    world.close(found)

    with world.work() as session:
        together = reading.read_views(
            session,
            actor=world.actor(getattr(world, name)),
            round_id=found.id,
            now=world.now,
        )

    assert f"carol {CANARY}" in str(asdict(together))
    assert SECRET not in str(asdict(together))
    assert WHY_SECRET not in str(asdict(together))


@pytest.mark.parametrize(
    ("name", "is_told"), [("femi", True), ("asha", False), ("grace", False)]
)
def test_who_feels_intimidated_is_told_to_the_chair_alone(world, name, is_told):
    _, found = differing_round(world)
    world.close(found)

    pack = read(world, getattr(world, name), found)

    told = [speaker.person_id for speaker in pack.intimidated]
    assert told == ([world.carol.id] if is_told else [])


def test_who_was_not_heard_is_named_until_they_are_heard_late(world):
    family, found = differing_round(world)
    world.close(found)

    pack = read(world, world.femi, found)
    assert [(gap.speaker.person_id, gap.gap) for gap in pack.gaps] == [
        (world.dev.id, Gap.NOT_HEARD_FROM)
    ]
    assert pack.gaps[0].children == (f"{family.alias}/1", f"{family.alias}/2")

    world.submit(found, world.dev, world.answers(family))
    pack = read(world, world.femi, found)

    assert pack.gaps == ()
    late = [v for side in pack.children[0].sides for v in side.voices]
    assert [v.speaker.name for v in late if v.timing is Timing.LATE] == ["Dev"]


def test_a_view_changed_after_closing_says_what_it_was(world):
    family, found = differing_round(world)
    world.close(found)
    world.submit(found, world.carol, world.answers(family, reason=f"now {CANARY}"))

    pack = read(world, world.femi, found)

    (side,) = pack.children[0].sides
    carol = next(v for v in side.voices if v.speaker.person_id == world.carol.id)
    assert carol.stood_at_closing is Recommendation.END_CHILD_IN_NEED
    assert carol.version == 2
    assert {v.stood_at_closing for v in side.voices if v is not carol} == {None}


def test_a_member_tied_to_one_child_is_no_gap_for_the_others(world):
    family = world.group(children=2)
    world.member(family, world.piotr, children=family.children[:1])
    found = world.open_round(family)
    for person in (world.asha, world.ben, world.carol):
        world.submit(found, person, world.answers(family))
    world.close(found)

    pack = read(world, world.femi, found)

    gaps = {child.alias[-2:]: child.gaps for child in pack.children}
    assert [gap.speaker.person_id for gap in gaps["/1"]] == [world.piotr.id]
    assert gaps["/2"] == ()


def test_what_the_parents_were_told_is_in_the_pack_once(world):
    _, found = differing_round(world)
    world.close(found)

    pack = read(world, world.femi, found)

    assert [(n.speaker.person_id, n.answer.text) for n in pack.notes] == [
        (world.carol.id, f"mum has read it {CANARY}")
    ]


def test_the_questions_come_from_the_facts(world):
    _, found = differing_round(world)
    world.close(found)

    pack = read(world, world.femi, found)

    asked = " ".join(question.text for question in pack.children[0].questions)
    assert (
        f"No one outside social care has seen {pack.children[0].alias} alone" in asked
    )
    assert "Safe Harbour" in asked
    assert CANARY not in asked


def test_the_first_review_has_no_earlier_views(world):
    _, found = differing_round(world)
    world.close(found)

    pack = read(world, world.femi, found)

    assert not pack.children[0].has_earlier_views
    assert pack.children[0].changed == ()
    assert pack.last_review_on is None


def test_a_second_round_says_what_changed_and_shows_scores_of_both(world):
    family, first = differing_round(world, children=1)
    world.close(first)
    world.later(days=60)
    second = world.open_round(family)
    for person in (world.asha, world.carol):
        world.submit(second, person, world.answers(family))
    world.close(second)

    (child,) = read(world, world.femi, second).children

    assert child.has_earlier_views
    assert any("Hill Top School said end" in change for change in child.changed)
    school = next(line for line in child.scores.lines if line.agency.startswith("Hill"))
    assert [point.on for point in school.points] == [first.closes_on, second.closes_on]


def test_an_earlier_pack_knows_nothing_of_a_later_round(world):
    family, first = differing_round(world, children=1)
    world.close(first)
    world.later(days=60)
    second = world.open_round(family)
    world.submit(second, world.asha, world.answers(family))
    world.close(second)

    (child,) = read(world, world.femi, first).children

    assert child.scores.rounds == (first.closes_on,)


def test_the_discussion_is_in_the_pack_once_it_is_recorded(world):
    _, found = differing_round(world)
    world.close(found)
    assert read(world, world.femi, found).discussion is None

    with world.work() as session:
        discussing.record_discussion(
            session,
            actor=world.actor(world.asha),
            round_id=found.id,
            joint=JointView.DISCUSSED,
            discussed_on=world.today,
            text=f"we talked {CANARY}",
            now=world.now,
        )

    said = read(world, world.femi, found).discussion
    assert said is not None
    assert (said.joint, said.text) == (JointView.DISCUSSED, f"we talked {CANARY}")


def test_meetings_up_to_the_conference_are_listed_as_they_stand(world):
    family, found = differing_round(world)
    dated = world.meeting(family, found.closes_on + timedelta(days=3))
    world.meeting(family, found.closes_on + timedelta(days=300))
    world.close(found)

    pack = read(world, world.femi, found)

    assert [(m.dated_on, m.held_on, m.is_cancelled) for m in pack.meetings] == [
        (dated.dated_on, None, False)
    ]


def test_who_is_away_without_a_deputy_is_not_counted_on(world):
    _, found = differing_round(world)
    world.close(found)
    assert "can come" in read(world, world.femi, found).quorum.sentence

    for person in (world.ben, world.carol):
        world.away(person, deputy=None, days=90)

    quorum = read(world, world.femi, found).quorum
    assert not quorum.is_quorate
    assert quorum.sentence.startswith("Not quorate")
