"""What a channel should be like, against what Slack shows of it."""

import pytest

from models.vocabulary import QuietBecause
from workflows.membership.channel import (
    NOTHING,
    Channel,
    Finding,
    Known,
    Step,
    compare,
    is_name_of,
)

ALIAS, OURS = "CG-4817", "UBOT"


def known(name, *, belongs=True, **more):
    return Known(person_id=name, account=name.upper(), belongs=belongs, **more)


def seen(*accounts, **more):
    found = {"name": "cg-4817", **more}
    return Channel(accounts=frozenset({OURS, *accounts}), **found)


def look(channel, *people):
    return compare(channel, people, alias=ALIAS, ours=OURS)


def test_a_channel_that_is_as_the_register_has_it_is_left_alone():
    assert look(seen("ASHA", "BEN"), known("asha"), known("ben")) == NOTHING


def test_somebody_unknown_silences_the_channel_and_is_named():
    found = look(seen("ASHA", "XAN"), known("asha"))

    assert found == Finding(quiet_because=QuietBecause.STRANGER, whom=("XAN",))


@pytest.mark.parametrize(
    ("channel", "because"),
    [
        (seen("ASHA", is_shared=True), QuietBecause.SHARED),
        (seen("ASHA", is_archived=True), QuietBecause.ARCHIVED),
        (seen("ASHA", is_private=False), QuietBecause.OPEN),
        (seen("ASHA", name="smith-family"), QuietBecause.RENAMED),
        (Channel(is_there=False), QuietBecause.GONE),
        (seen("ASHA", "XAN", is_shared=True, name="x"), QuietBecause.SHARED),
    ],
)
def test_a_channel_that_is_not_as_it_should_be_is_silenced(channel, because):
    found = look(channel, known("asha"), known("ben"))

    assert found.quiet_because is because
    assert (found.to_invite, found.to_remove) == ((), ())


def test_a_member_who_is_missing_is_invited_again():
    assert look(seen(), known("asha")) == Finding(to_invite=("asha",))


@pytest.mark.parametrize("step", [Step.ON_ITS_WAY, Step.HELD])
def test_an_invitation_on_its_way_or_held_is_not_repeated(step):
    assert look(seen(), known("asha", invitation=step)) == NOTHING


def test_who_left_and_is_still_there_is_taken_out_and_the_channel_speaks():
    found = look(seen("ASHA", "BEN"), known("asha"), known("ben", belongs=False))

    assert found == Finding(to_remove=("ben",))


def test_a_removal_on_its_way_is_not_repeated():
    leaver = known("ben", belongs=False, removal=Step.ON_ITS_WAY)

    assert look(seen("ASHA", "BEN"), known("asha"), leaver) == NOTHING


def test_who_left_and_cannot_be_taken_out_silences_the_channel_until_gone():
    stuck = known("ben", belongs=False, is_stuck=True)
    again = known("ben", belongs=False, is_stuck=True, removal=Step.ON_ITS_WAY)

    first = look(seen("BEN"), stuck)
    meanwhile = look(seen("BEN"), again)
    gone = look(seen(), stuck)

    expected = (QuietBecause.STILL_IN, ("BEN",))
    assert (first.quiet_because, first.whom) == expected
    assert (meanwhile.quiet_because, meanwhile.whom) == expected
    assert first.to_remove == ("ben",)
    assert gone == NOTHING


def test_an_account_that_is_no_more_silences_nothing():
    closed = known("ben", belongs=False, is_stuck=True, has_no_account_left=True)

    assert look(seen("BEN"), closed).quiet_because is None


def test_nobody_is_brought_into_a_channel_that_is_quiet():
    found = look(seen("XAN"), known("asha"), known("ben", belongs=False))

    assert found.to_invite == ()


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        ("cg-4817", True),
        ("cg-4817-2", True),
        ("cg-4817-10", False),
        ("cg-48170", False),
        ("cg-4817-smith", False),
        ("", False),
    ],
)
def test_a_channel_has_the_alias_for_its_name_and_no_other(name, is_ours):
    assert is_name_of(name, ALIAS) is is_ours
