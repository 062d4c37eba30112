"""A core group's page, as those see it who may do all, a little or nothing there."""

from bot.blocks import Block
from bot.forms import group_page
from models.vocabulary import MeetingKind, QuietBecause
from tests.gallery import facts
from workflows import clock
from workflows.outcomes.owing import LastOutcome
from workflows.overview.belonging import NOTHING, Belonging, ToCome
from workflows.overview.groups import (
    ConferenceRow,
    CoreGroupRow,
    GroupPage,
    MemberRow,
)
from workflows.records.owing import LastMeeting
from workflows.scores.owing import LastScores

EVERYTHING = frozenset(
    {
        group_page.ADD_MEMBER,
        group_page.LEAD,
        group_page.CHAIR,
        group_page.CORE_GROUP,
        group_page.AGREE,
        group_page.CONFERENCE,
        group_page.NOTICE,
        group_page.CHRONOLOGY,
        group_page.RAISE,
        group_page.READ_CHALLENGES,
        group_page.REFERRALS,
        group_page.ADDRESS,
        group_page.LEGAL,
    }
)


def group_pages() -> dict[str, Block]:
    """Return the page at its shortest and its longest, and as a member sees it."""
    return {
        "page-shortest": group_page.build(page_of(members=0, children=0)),
        "page-of-a-member": group_page.build(page_of(members=5, children=2)),
        "page-of-a-convenor": group_page.build(
            page_of(members=5, children=2, may=frozenset({group_page.CORE_GROUP}))
        ),
        "page-longest": group_page.build(
            page_of(members=40, children=12, may=EVERYTHING, is_long=True)
        ),
    }


def page_of(
    *,
    members: int,
    children: int,
    may: frozenset[int] = frozenset(),
    is_long: bool = False,
) -> GroupPage:
    """Return the page of one core group."""
    conference = ConferenceRow(
        conference_id=facts.ROUND,
        dated_on=facts.CONFERENCE,
        is_provisional=is_long,
        due_on=facts.CONFERENCE,
    )
    return GroupPage(
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        chair=facts.LONG_NAME if is_long else "Femi" if members else None,
        members=tuple(_member(number, is_long=is_long) for number in range(members)),
        children=facts.children(children, is_long=is_long) if children else (),
        conference=conference if members else None,
        core_group=_core_group() if members and not is_long else None,
        core_group_due_on=facts.CLOSES if is_long else None,
        may=may,
        belonging=_belonging() if is_long else NOTHING,
        last_meeting=_last_meeting(has_record=not is_long) if members else None,
        last_scores=_last_scores(may_give=is_long) if members else None,
        last_outcome=_last_outcome(is_recorded=is_long) if members else None,
    )


def _last_outcome(*, is_recorded: bool) -> LastOutcome:
    return LastOutcome(
        conference_id=facts.ROUND,
        on=facts.CONFERENCE,
        is_recorded=is_recorded,
        may_record=True,
        may_read=is_recorded,
    )


def _last_scores(*, may_give: bool) -> LastScores:
    return LastScores(
        meeting_id=facts.ROUND, met_on=facts.CLOSES, may_give=may_give, may_read=True
    )


def _last_meeting(*, has_record: bool) -> LastMeeting:
    return LastMeeting(
        meeting_id=facts.ROUND,
        kind=MeetingKind.CORE_GROUP,
        on=facts.CLOSES,
        has_record=has_record,
        may_record=True,
        may_read=True,
    )


def _belonging() -> Belonging:
    return Belonging(
        missing=("a health voice for /1, /2, /3, /4 and /5", "an education voice"),
        to_come=(
            ToCome(
                name=facts.LONG_NAME, agency=facts.LONG_AGENCY, from_on=facts.CLOSES
            ),
        ),
        quiet_because=QuietBecause.STILL_IN,
        leads=True,
    )


def _core_group() -> CoreGroupRow:
    return CoreGroupRow(
        meeting_id=facts.ROUND,
        dated_on=facts.CLOSES,
        starts_at=clock.at(facts.CLOSES, 9, 30),
        chaired_by=facts.LONG_NAME,
    )


def _member(number: int, *, is_long: bool) -> MemberRow:
    of = number % len(facts.NAMES)
    return MemberRow(
        membership_id=f"member{number:010}",
        name=facts.LONG_NAME if is_long else facts.NAMES[of],
        title=facts.LONG_NAME if is_long else "",
        agency=facts.LONG_AGENCY if is_long else facts.AGENCIES[of],
        is_lead=number == 0,
        is_in_slack=not is_long,
        away_until=facts.CLOSES if is_long else None,
        deputy=facts.LONG_NAME if is_long else None,
        to_on=facts.CLOSES if is_long else None,
    )
