"""A core group's page, as those see it who may do all, a little or nothing there."""

from bot.blocks import Block
from bot.forms import group_page
from tests.gallery import facts
from workflows.overview.groups import ConferenceRow, GroupPage, MemberRow

EVERYTHING = frozenset(
    {
        group_page.ADD_MEMBER,
        group_page.CHAIR,
        group_page.CORE_GROUP,
        group_page.CONFERENCE,
    }
)


def group_pages() -> dict[str, Block]:
    """Return the page at its shortest and its longest, and as a member sees it."""
    return {
        "page-shortest": group_page.build(_page(members=0, children=0)),
        "page-of-a-member": group_page.build(_page(members=5, children=2)),
        "page-longest": group_page.build(
            _page(members=40, children=12, may=EVERYTHING, is_long=True)
        ),
    }


def _page(
    *,
    members: int,
    children: int,
    may: frozenset[int] = frozenset(),
    is_long: bool = False,
) -> GroupPage:
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
        core_group_on=None if is_long else facts.CLOSES if members else None,
        core_group_due_on=facts.CLOSES if is_long else None,
        may=may,
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
    )
