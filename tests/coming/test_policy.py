"""Who counts as coming, what is a quorum, and the days on which members are asked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.vocabulary import AgencyKind, ComingAs
from workflows import timescales
from workflows.coming import policy
from workflows.coming.policy import MemberLine, Said, Standing

PROFILE = timescales.load("england-default")
AT = datetime(2026, 2, 10, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def member(agency: str, kind: AgencyKind, standing: Standing) -> MemberLine:
    """Return one member of an agency."""
    return MemberLine(
        person_id=f"{agency}:{standing}",
        name="N",
        agency_id=agency,
        agency=agency,
        kind=kind,
        is_in_slack=True,
        standing=standing,
    )


CARE = member("care", AgencyKind.SOCIAL_CARE, Standing.MYSELF)
HEALTH = member("health", AgencyKind.HEALTH, Standing.DEPUTY)
SCHOOL = member("school", AgencyKind.EDUCATION, Standing.BY_PHONE)


def test_social_care_and_two_other_agencies_are_quorate():
    found = policy.forecast([CARE, HEALTH, SCHOOL], PROFILE)

    assert found.is_quorate
    assert found.coming == ("care", "health", "school")


@pytest.mark.parametrize(
    "people",
    [
        [CARE, HEALTH],
        [HEALTH, SCHOOL, member("police", AgencyKind.POLICE, Standing.MYSELF)],
        [CARE, HEALTH, member("health", AgencyKind.HEALTH, Standing.MYSELF)],
        [CARE, HEALTH, member("school", AgencyKind.EDUCATION, Standing.CANNOT)],
        [CARE, HEALTH, member("school", AgencyKind.EDUCATION, Standing.AWAY)],
        [],
    ],
)
def test_less_is_not_and_an_agency_counts_once(people):
    found = policy.forecast(people, PROFILE)

    assert not found.is_quorate
    assert not found.could_be


def test_who_is_not_yet_heard_from_could_make_it_one():
    waiting = member("school", AgencyKind.EDUCATION, Standing.NOT_HEARD)
    away = member("police", AgencyKind.POLICE, Standing.AWAY)

    found = policy.forecast([CARE, HEALTH, waiting, away], PROFILE)

    assert (found.is_quorate, found.could_be) == (False, True)
    assert found.waiting_for == ("school",)
    assert found.without == ("police",)


@pytest.mark.parametrize(
    ("said_at", "away_since", "standing"),
    [
        (None, None, Standing.NOT_HEARD),
        (AT, None, Standing.MYSELF),
        (None, AT, Standing.AWAY),
        (AT, AT + HOUR, Standing.AWAY),
        (AT + HOUR, AT, Standing.MYSELF),
    ],
)
def test_the_last_word_counts_and_an_absence_is_one(said_at, away_since, standing):
    said = None if said_at is None else Said(answer=ComingAs.MYSELF, at=said_at)

    assert policy.standing_of(said, away_since) is standing


def test_members_are_reminded_five_and_one_working_days_ahead_and_forecast_at_two():
    # The Friday after Easter: Good Friday and Easter Monday do not count.
    days = policy.days_before(date(2026, 4, 10), PROFILE)

    assert days.reminders == (date(2026, 4, 1), date(2026, 4, 9))
    assert days.forecast == date(2026, 4, 8)


def test_after_days_of_silence_what_fell_due_is_done_once():
    days = policy.days_before(date(2026, 2, 20), PROFILE)

    due = days.due(date(2026, 2, 13), date(2026, 2, 18))

    assert (due.reminder, due.forecast) == (True, True)
    assert days.next_after(date(2026, 2, 18)) == date(2026, 2, 19)
    assert days.next_after(date(2026, 2, 19)) is None


@pytest.mark.parametrize(
    ("text", "is_independent", "is_refused"),
    [("", False, False), ("Urdu", True, False), ("An aunt", False, True)],
)
def test_an_interpreter_is_independent(text, is_independent, is_refused):
    if is_refused:
        with pytest.raises(policy.NotIndependent) as refusal:
            policy.check_interpreter(text, is_independent=is_independent)
        assert refusal.value.field == "independent"
    else:
        policy.check_interpreter(text, is_independent=is_independent)
