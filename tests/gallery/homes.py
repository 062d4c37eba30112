"""Home, as different people see it: nothing to do, a member, a chair, the fullest."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from bot import home
from models.vocabulary import PersonClass
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
from tests.gallery.shown import Shown
from workflows.overview.seen import (
    GroupLine,
    HomeFacts,
    OwedItem,
    RoundLine,
    RoundState,
)
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
    return _home(
        owed=tuple(owed(right, is_long=True) for right in [*Right] * 4),
        late=(owed(Right.OWN, is_long=True),),
        caseload=tuple(
            group({PersonClass.CHAIR}, RoundState.OPEN, is_long=True) for _ in range(40)
        ),
        groups=(group({PersonClass.TEAM_MANAGER}, RoundState.CLOSED, is_long=True),),
        is_business_support=True,
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
    groups: tuple[GroupLine, ...] = (),
    caseload: tuple[GroupLine, ...] = (),
    is_business_support: bool = False,
) -> HomeFacts:
    return HomeFacts(
        name="Asha",
        today=TODAY,
        owed=owed,
        late=late,
        groups=groups,
        caseload=caseload,
        is_business_support=is_business_support,
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
