"""Finding a date and saying who comes: the forms, at their shortest and longest."""

from datetime import timedelta
from typing import Final

from bot.blocks import Block
from bot.forms import coming, proposals, why
from models.vocabulary import AgencyKind, ComingAs
from tests.gallery import facts
from workflows import clock
from workflows.coming.counting import WhoComes
from workflows.coming.notes import Notes
from workflows.coming.policy import MemberLine, Standing, forecast
from workflows.coming.saying import SayForm
from workflows.overview.why import Reason, What, Why
from workflows.profile import Profile
from workflows.proposals.answering import AnswerPage, DateToAnswer
from workflows.proposals.choosing import DatesPage, FixPage
from workflows.proposals.facts import DateStanding
from workflows.proposals.proposing import ProposeForm

AT: Final = clock.at(facts.CLOSES, 9, 30)
KINDS: Final = (AgencyKind.SOCIAL_CARE, AgencyKind.HEALTH, AgencyKind.EDUCATION)


def date_forms(profile: Profile) -> dict[str, Block]:
    """Return each form and page by its name."""
    sizes = {"shortest": False, "longest": True}
    found: dict[str, Block] = {}
    for size, is_long in sizes.items():
        found |= {
            f"propose-{size}": proposals.propose(_propose(is_long=is_long)),
            f"answer-{size}": proposals.answer(_answer(is_long=is_long)),
            f"dates-{size}": proposals.dates(_dates(profile, is_long=is_long)),
            f"fix-{size}": proposals.fix(_fix(profile, is_long=is_long), profile),
            f"say-{size}": coming.say(_say(is_long=is_long)),
            f"who-{size}": coming.who(_who(profile, is_long=is_long)),
            f"notes-{size}": coming.notes(_notes(is_long=is_long)),
            f"write-notes-{size}": coming.write_notes(_notes(is_long=is_long), profile),
            f"why-{size}": why.page(_why(profile, is_long=is_long)),
        }
    return found


def _alias(*, is_long: bool) -> str:
    return facts.LONG_ALIAS if is_long else facts.ALIAS


def _propose(*, is_long: bool) -> ProposeForm:
    return ProposeForm(
        group_id=facts.ROUND,
        alias=_alias(is_long=is_long),
        today=facts.CLOSES,
        limit_on=facts.CLOSES,
        is_past=is_long,
        answer_by=facts.CLOSES,
    )


def _answer(*, is_long: bool) -> AnswerPage:
    return AnswerPage(
        proposal_id=facts.ROUND,
        alias=_alias(is_long=is_long),
        answer_by=facts.CLOSES,
        limit_on=facts.CLOSES,
        for_person_id=facts.ROUND if is_long else None,
        for_name=facts.LONG_NAME if is_long else None,
        dates=tuple(
            DateToAnswer(
                date_id=f"date{n:012}",
                starts_at=AT + timedelta(days=n),
                standing=tuple(Standing)[n],
                has_clash=is_long,
            )
            for n in range(5 if is_long else 1)
        ),
    )


def _members(*, is_long: bool) -> tuple[MemberLine, ...]:
    return tuple(
        MemberLine(
            person_id=f"person{n:010}",
            name=facts.LONG_NAME if is_long else facts.NAMES[n % len(facts.NAMES)],
            agency_id=str(n % 3),
            agency=facts.LONG_AGENCY if is_long else facts.AGENCIES[n % 3],
            kind=KINDS[n % 3],
            is_in_slack=not is_long,
            standing=tuple(Standing)[n % len(Standing)],
            deputy=facts.LONG_NAME if is_long else None,
            sends_report=is_long,
            has_clash=is_long,
        )
        for n in range(25 if is_long else 2)
    )


def _standing(profile: Profile, number: int, *, is_long: bool) -> DateStanding:
    members = _members(is_long=is_long)
    return DateStanding(
        date_id=f"date{number:012}",
        dated_on=facts.CLOSES,
        starts_at=AT + timedelta(days=number),
        members=members,
        forecast=forecast(members, profile),
        is_past=is_long and number == 0,
    )


def _dates(profile: Profile, *, is_long: bool) -> DatesPage:
    return DatesPage(
        proposal_id=facts.ROUND,
        group_id=facts.ROUND,
        alias=_alias(is_long=is_long),
        limit_on=facts.CLOSES,
        answer_by=facts.CLOSES,
        is_open=is_long,
        fixed_on=facts.CLOSES if is_long else None,
        dates=tuple(
            _standing(profile, n, is_long=is_long) for n in range(5 if is_long else 1)
        ),
    )


def _fix(profile: Profile, *, is_long: bool) -> FixPage:
    return FixPage(
        alias=_alias(is_long=is_long),
        standing=_standing(profile, 1, is_long=is_long),
        moves_from=facts.CLOSES if is_long else None,
    )


def _say(*, is_long: bool) -> SayForm:
    return SayForm(
        meeting_id=facts.ROUND,
        alias=_alias(is_long=is_long),
        dated_on=facts.CLOSES,
        starts_at=AT if is_long else None,
        for_person_id=facts.ROUND if is_long else None,
        for_name=facts.LONG_NAME if is_long else None,
        answer=ComingAs.CANNOT if is_long else None,
        sends_report=is_long,
    )


def _who(profile: Profile, *, is_long: bool) -> WhoComes:
    members = _members(is_long=is_long) if is_long else ()
    return WhoComes(
        meeting_id=facts.ROUND,
        group_id=facts.ROUND,
        alias=_alias(is_long=is_long),
        dated_on=facts.CLOSES,
        starts_at=AT if is_long else None,
        chaired_by=facts.LONG_NAME if is_long else None,
        members=members,
        forecast=forecast(members, profile),
    )


def _notes(*, is_long: bool) -> Notes:
    return Notes(
        meeting_id=facts.ROUND,
        alias=_alias(is_long=is_long),
        dated_on=facts.CLOSES,
        starts_at=AT if is_long else None,
        venue=facts.LONG_TEXT if is_long else "",
        interpreter=facts.LONG_TEXT if is_long else "",
        may_write=is_long,
    )


def _why(profile: Profile, *, is_long: bool) -> Why:
    rules = (
        (What.FIRST_CORE_GROUP, profile.core_groups.first_within),
        (What.CORE_GROUP, profile.core_groups.interval),
        (What.FIRST_REVIEW, profile.conferences.first_review_months),
        (What.REVIEW, profile.conferences.later_review_days),
    )
    return Why(
        group_id=facts.ROUND,
        alias=_alias(is_long=is_long),
        reasons=tuple(
            Reason(
                what=what, due_on=facts.CONFERENCE, counted_from=facts.CLOSES, rule=rule
            )
            for what, rule in rules
        )
        if is_long
        else (),
        profile_version=profile.stamp,
    )
