"""Home, as different people see it: nothing to do, a member, a chair, the fullest."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from bot import home
from models.vocabulary import MeetingKind, NoticeKind, PersonClass
from tests.gallery.drift_pages import to_look_at
from tests.gallery.facts import (
    AGENCIES,
    ALIAS,
    CLOSES,
    CONFERENCE,
    LONG_AGENCY,
    LONG_ALIAS,
    LONG_NAME,
    NAMES,
)
from tests.gallery.score_pages import to_give
from tests.gallery.shown import Shown
from workflows import clock
from workflows.actions.owing import ActionsOwed, ToDo, ToLookAt
from workflows.coming.owing import InPlace, ToSay
from workflows.notices.reading import UnreadNotice
from workflows.outcomes.owing import OutcomesOwed
from workflows.overview import challenges, outcomes, referrals
from workflows.overview.core_groups import DatesOwed, ToFind
from workflows.overview.seen import (
    NO_DATES,
    NO_RECORDS,
    GroupLine,
    HomeFacts,
    OwedItem,
    RoundLine,
    RoundState,
)
from workflows.proposals.owing import ToAnswer, ToFix
from workflows.records.owing import RecordsOwed, ToRead, ToRecord
from workflows.statements.whose import Right

TODAY: Final = date(2026, 9, 16)
WAITING: Final = tuple(
    f"{name} ({agency})" for name, agency in zip(NAMES, AGENCIES, strict=True)
)


def shown() -> Iterator[Shown]:
    """Yield the Home of each kind of person."""
    for name, facts in _facts().items():
        yield Shown(
            name=f"home.{name}",
            group="home",
            title=name.replace("-", " "),
            method="views.publish",
            args={"user_id": "U0000001", "view": home.build(facts)},
        )


def fullest() -> HomeFacts:
    """Return the Home of somebody who chairs 40 groups, each with a round."""
    full = _home(
        owed=tuple(owed(right, is_long=True) for right in [*Right] * 4),
        late=(owed(Right.OWN, is_long=True),),
        unread=(unread(),),
        dates=dates(is_long=True),
        records=records(),
        caseload=tuple(
            group({PersonClass.CHAIR}, RoundState.OPEN, is_long=True) for _ in range(40)
        ),
        groups=(group({PersonClass.TEAM_MANAGER}, RoundState.CLOSED, is_long=True),),
        is_business_support=True,
    )
    return replace(
        full,
        actions=actions(),
        scores=to_give(),
        outcomes=outcomes.FULLEST,
        challenges=challenges.SAMPLES[-1],
        referrals=referrals.SAMPLES[-1],
        may_challenge=True,
        alerts=to_look_at(),
        may_see_alerts=True,
    )


def records() -> RecordsOwed:
    """Return a record to write, and one of each sort to read."""
    return RecordsOwed(
        to_record=tuple(
            ToRecord(meeting_id="0" * 16, alias=LONG_ALIAS, kind=kind, dated_on=TODAY)
            for kind in MeetingKind
        ),
        to_read=tuple(
            ToRead(
                meeting_id=f"{number}" * 16,
                alias=LONG_ALIAS,
                kind=MeetingKind.CORE_GROUP,
                held_on=date(2026, 9, 1 + number),
                is_correction=number > 1,
            )
            for number in (1, 2)
        ),
    )


def actions() -> ActionsOwed:
    """Return an action of each sort that is owed, and what to look at."""
    return ActionsOwed(
        to_do=tuple(
            ToDo(
                action_id="0" * 16,
                alias=LONG_ALIAS,
                due_on=CLOSES,
                is_overdue=is_overdue,
                is_of_adult=is_of_adult,
                for_name=name,
            )
            for is_overdue, is_of_adult, name in (
                (False, False, None),
                (True, True, None),
                (True, False, LONG_NAME),
            )
        ),
        to_look_at=(
            ToLookAt(group_id="0" * 16, alias=LONG_ALIAS, overdue=12, without_anyone=1),
        ),
    )


def _outcomes() -> OutcomesOwed:
    """Return one of everything that can concern somebody of outcomes."""
    full = outcomes.FULLEST
    return OutcomesOwed(
        to_record=full.to_record[:1],
        to_assure=full.to_assure[::2],
        to_challenge=full.to_challenge,
        to_check=full.to_check[:1],
        news=full.news[:1],
    )


def owed(right: Right, *, is_long: bool = False) -> OwedItem:
    """Return a view that somebody owes."""
    return OwedItem(
        asked_id="0" * 16,
        round_id="0" * 16,
        group_id="0" * 16,
        alias=LONG_ALIAS if is_long else ALIAS,
        right=right,
        for_person_id="1" * 16,
        for_name=None if right is Right.OWN else LONG_NAME if is_long else "Hetty",
        due_on=CLOSES,
        conference_on=CONFERENCE,
        is_provisional=is_long,
        has_draft=is_long,
        working_days_left=5,
    )


def dates(*, is_long: bool = False) -> DatesOwed:
    """Return one of everything that somebody can owe to dates."""
    alias = LONG_ALIAS if is_long else ALIAS
    return DatesOwed(
        to_answer=(
            ToAnswer(
                proposal_id="0" * 16,
                alias=alias,
                answer_by=CLOSES,
                for_person_id=None,
                for_name=LONG_NAME if is_long else None,
            ),
        ),
        to_say=(
            ToSay(
                meeting_id="0" * 16,
                alias=alias,
                dated_on=CLOSES,
                starts_at=clock.at(CLOSES, 9, 30),
                for_person_id=None,
                for_name=LONG_NAME if is_long else None,
            ),
        ),
        to_fix=(ToFix(group_id="0" * 16, alias=alias, limit_on=CLOSES, waiting_for=3),),
        to_find=(ToFind(group_id="0" * 16, alias=alias, due_on=CLOSES),),
        in_place=tuple(
            InPlace(
                alias=alias,
                dated_on=CLOSES,
                starts_at=clock.at(CLOSES, 9, 30),
                for_name=LONG_NAME if is_long else "Hetty",
                is_off=is_off,
            )
            for is_off in (False, True)
        ),
    )


def unread() -> UnreadNotice:
    """Return a notice that somebody was asked to read."""
    return UnreadNotice(
        notice_id="0" * 16,
        group_id="0" * 16,
        alias=LONG_ALIAS,
        kind=NoticeKind.ADULT_MENTAL_HEALTH,
        happened_on=TODAY,
        read_by=CLOSES,
    )


def group(
    classes: set[PersonClass], state: RoundState | None, *, is_long: bool = False
) -> GroupLine:
    """Return one core group, with a round in this state."""
    return GroupLine(
        group_id="0" * 16,
        alias=LONG_ALIAS if is_long else ALIAS,
        channel_id="C0000001",
        classes=frozenset(classes),
        conference_on=CONFERENCE,
        is_provisional=is_long,
        meeting_on=CLOSES,
        rounds=() if state is None else (_round(classes, state, is_long=is_long),),
        may_give_notice=PersonClass.BUSINESS_SUPPORT not in classes,
        meeting_id="0" * 16,
        meeting_at=clock.at(CLOSES, 9, 30),
        may_convene=PersonClass.LEAD_SOCIAL_WORKER in classes,
        may_answer=bool(classes & {PersonClass.LEAD_SOCIAL_WORKER, PersonClass.MEMBER}),
        may_see_venue=True,
        has_proposal=PersonClass.LEAD_SOCIAL_WORKER in classes,
    )


def _round(classes: set[PersonClass], state: RoundState, *, is_long: bool) -> RoundLine:
    is_closed = state is RoundState.CLOSED
    leads = bool(classes - {PersonClass.MEMBER, PersonClass.BUSINESS_SUPPORT})
    waiting = (f"{LONG_NAME} ({LONG_AGENCY})",) * 6 if is_long else WAITING[1:3]
    return RoundLine(
        round_id="0" * 16,
        state=state,
        opens_on=date(2026, 9, 9),
        closes_on=CLOSES,
        pack_on=CLOSES,
        conference_on=CONFERENCE,
        own_given=PersonClass.MEMBER in classes,
        not_heard_from=() if state is RoundState.PLANNED else waiting,
        may_see_standing=True,
        may_read_views=is_closed and PersonClass.BUSINESS_SUPPORT not in classes,
        may_open_pack=is_closed and leads,
        has_urgent=leads and is_long,
    )


def _home(
    *,
    owed: tuple[OwedItem, ...] = (),
    late: tuple[OwedItem, ...] = (),
    unread: tuple[UnreadNotice, ...] = (),
    groups: tuple[GroupLine, ...] = (),
    caseload: tuple[GroupLine, ...] = (),
    is_business_support: bool = False,
    dates: DatesOwed = NO_DATES,
    records: RecordsOwed = NO_RECORDS,
) -> HomeFacts:
    return HomeFacts(
        name="Asha",
        today=TODAY,
        owed=owed,
        late=late,
        groups=groups,
        caseload=caseload,
        is_business_support=is_business_support,
        unread=unread,
        dates=dates,
        records=records,
    )


def _facts() -> dict[str, HomeFacts]:
    lead, chair = PersonClass.LEAD_SOCIAL_WORKER, PersonClass.CHAIR
    member, support = PersonClass.MEMBER, PersonClass.BUSINESS_SUPPORT
    return {
        "nothing-yet": _home(),
        "member-asked": _home(
            owed=(owed(Right.OWN),), groups=(group({member}, RoundState.PLANNED),)
        ),
        "member-answered": _home(groups=(group({member}, RoundState.OPEN),)),
        "member-after-closing": _home(groups=(group({member}, RoundState.CLOSED),)),
        "deputy-and-taker": _home(owed=(owed(Right.DEPUTY), owed(Right.TAKER))),
        "late": _home(late=(owed(Right.OWN),)),
        "dates": _home(dates=dates(), groups=(group({lead}, None),)),
        "notice-to-read": _home(unread=(unread(),)),
        "records": _home(records=records()),
        "actions": replace(_home(), actions=actions()),
        "scores": replace(_home(), scores=to_give()),
        "outcomes": replace(_home(), outcomes=_outcomes()),
        "challenges": replace(
            _home(), challenges=challenges.SAMPLES[-1], may_challenge=True
        ),
        "referrals": replace(_home(), referrals=referrals.SAMPLES[-1]),
        "alerts": replace(_home(), alerts=to_look_at(), may_see_alerts=True),
        "lead-social-worker": _home(
            owed=(owed(Right.OWN),),
            groups=(
                group({lead}, RoundState.OPEN),
                replace(group({lead}, None), alias="CG-5302"),
            ),
        ),
        "chair": _home(
            caseload=(
                group({chair}, RoundState.CLOSED),
                replace(group({chair}, RoundState.OPEN), alias="CG-5302"),
                replace(group({chair}, RoundState.PLANNED), alias="CG-9146"),
            )
        ),
        "business-support": _home(
            groups=(group({support}, RoundState.OPEN),), is_business_support=True
        ),
        "fullest": fullest(),
    }
