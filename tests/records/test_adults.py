"""The significant adults of a family in the record of a meeting."""

from datetime import timedelta

from models.vocabulary import AdultHeard, Relation
from tests.actions import acting
from tests.http_access import payloads
from tests.http_access.payloads import Account, ticked
from tests.records import recording
from workflows.actions import adults as register
from workflows.records import policy
from workflows.records.policy import Adults


def _adult(world, family, relation):
    return acting.adult(world, family, by=world.asha, relation=relation)


def _up_to_the_end(world, family, meeting):
    recording.attend(world, meeting, world.asha, came=(world.asha, world.ben))
    recording.see(world, meeting, world.asha, family.children)


def _seen(world, meeting):
    found = recording.page(world, meeting, world.ben).adults
    return {one.called: one.heard for one in found}


def test_each_adult_is_seen_alone_with_others_about_or_not_at_all(
    world, family, meeting
):
    mother = _adult(world, family, Relation.MOTHER)
    father = _adult(world, family, Relation.FATHER)
    _adult(world, family, Relation.PARTNER)
    _up_to_the_end(world, family, meeting)

    recording.finish(
        world,
        meeting,
        world.asha,
        seen=Adults(alone=frozenset({mother.id}), overheard=frozenset({father.id})),
    )

    assert _seen(world, meeting) == {
        "mother": AdultHeard.ALONE,
        "father": AdultHeard.OVERHEARD,
        "partner of a parent": None,
    }


def test_a_correction_begins_with_what_was_said_and_the_last_holds(
    world, family, meeting
):
    mother = _adult(world, family, Relation.MOTHER)
    father = _adult(world, family, Relation.FATHER)
    _up_to_the_end(world, family, meeting)
    alone = Adults(alone=frozenset({mother.id}))
    recording.finish(world, meeting, world.asha, seen=alone)
    recording.attend(world, meeting, world.asha, came=(world.asha, world.ben))

    before = recording.adults(world, meeting, world.asha)
    both = Adults(alone=frozenset({father.id}), overheard=frozenset({mother.id}))
    recording.finish(world, meeting, world.asha, seen=both)

    assert before == {"mother": AdultHeard.ALONE, "father": None}
    assert _seen(world, meeting) == {
        "mother": AdultHeard.OVERHEARD,
        "father": AdultHeard.ALONE,
    }


def test_who_came_into_the_family_after_the_record_is_not_in_it(world, family, meeting):
    _adult(world, family, Relation.MOTHER)
    _up_to_the_end(world, family, meeting)
    recording.finish(world, meeting, world.asha, seen=Adults())
    world.now += timedelta(minutes=1)

    _adult(world, family, Relation.PARTNER)

    assert _seen(world, meeting) == {"mother": None}


def test_who_has_left_the_family_is_still_in_a_record_of_before(world, family, meeting):
    mother = _adult(world, family, Relation.MOTHER)
    _up_to_the_end(world, family, meeting)
    alone = Adults(alone=frozenset({mother.id}))
    recording.finish(world, meeting, world.asha, seen=alone)

    with world.work() as session:
        register.end(
            session, actor=world.actor(world.asha), adult_id=mother.id, now=world.now
        )

    assert _seen(world, meeting) == {"mother": AdultHeard.ALONE}


def _sent(rig, world, meeting, alone, overheard):
    values = {
        "alone": ticked(*alone, kind="multi_static_select"),
        "overheard": ticked(*overheard, kind="multi_static_select"),
    }
    sent = payloads.submit(
        Account(world.asha.slack_user_id), "records.finish", values, meeting.id
    )
    return rig.send(sent).json()


def test_who_stands_in_both_places_is_said_beside_the_second(
    world, family, meeting, rig
):
    mother = _adult(world, family, Relation.MOTHER)
    _up_to_the_end(world, family, meeting)

    answer = _sent(rig, world, meeting, [mother.id], [mother.id])

    assert answer["errors"] == {"overheard": policy.TwiceTicked().said}
    assert recording.adults(world, meeting, world.asha) == {"mother": None}


def test_an_adult_of_another_family_is_refused_and_nothing_is_kept(
    world, family, meeting, rig
):
    stranger = _adult(world, world.group(children=1), Relation.MOTHER)
    _adult(world, family, Relation.MOTHER)
    _up_to_the_end(world, family, meeting)

    answer = _sent(rig, world, meeting, [stranger.id], [])

    assert answer["errors"] == {"alone": policy.NotOfTheFamily().said}
    assert recording.adults(world, meeting, world.asha) == {"mother": None}
