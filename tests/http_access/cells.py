"""Every listener, with what it is tried with and the rows that it needs."""

from datetime import timedelta
from functools import partial
from typing import Final

from tests.http_access import payloads
from tests.http_access.action_cells import ACTIONS
from tests.http_access.calendar_cells import CALENDARS
from tests.http_access.cell import Cell
from tests.http_access.challenge_cells import CHALLENGES
from tests.http_access.date_cells import DATES
from tests.http_access.drift_cells import DRIFT
from tests.http_access.making import (
    chosen_day,
    closed,
    first_page,
    form,
    group,
    inside,
    nothing,
    on_page,
    page,
    press,
    read_page,
    running,
    set_up_children,
    set_up_page,
    typed,
)
from tests.http_access.meeting_cells import MEETINGS
from tests.http_access.membership_cells import MEMBERSHIP
from tests.http_access.notice_cells import NOTICES
from tests.http_access.outcome_cells import OUTCOMES
from tests.http_access.payloads import choice, day, text
from tests.http_access.record_cells import RECORDS
from tests.http_access.referral_cells import REFERRALS
from tests.http_access.score_cells import SCORES
from tests.http_access.timeline_cells import TIMELINE

# After closing, and always for those who may always.
CLOSED: Final = "YA"


def _pack_turn(name: str) -> Cell:
    return Cell(listener=name, make=inside(name, read_page), needs=((39, CLOSED),))


_any = partial(Cell, at="anywhere")

SELF: Final = (
    _any(
        listener="app_home_opened",
        make=lambda case: payloads.event(case.account, "app_home_opened", tab="home"),
        needs=((2, "O"),),
        shows="home",
    ),
    _any(
        listener="message",
        make=lambda case: payloads.event(
            case.account, "message", channel_type="im", text="Hello", ts="5.0"
        ),
        needs=((2, "O"),),
        shows="",
    ),
    _any(listener="access.help", make=press("access.help"), needs=((1, "Y"),)),
    _any(
        listener="/coregroup",
        make=typed("help"),
        needs=((1, "Y"),),
        shows="",
        about="help",
    ),
    _any(
        listener="/coregroup",
        make=typed("list"),
        needs=((2, "O"),),
        shows="",
        about="list",
    ),
    _any(
        listener="/coregroup",
        make=typed("setup"),
        needs=((8, "Y"),),
        about="setup",
    ),
    _any(
        listener="membership.open_away",
        make=press("membership.open_away"),
        needs=((3, "O"),),
    ),
    _any(
        listener="membership.away",
        make=form(
            "membership.away",
            nothing,
            lambda case: {
                "from_on": day(case.today + timedelta(days=90)),
                "to_on": day(case.today + timedelta(days=91)),
            },
        ),
        needs=((3, "O"),),
        shows="home",
    ),
    Cell(
        listener="access.open_label",
        make=press("access.open_label", lambda case: case.place.child_id),
        needs=((3, "O"), (7, "Y")),
    ),
    Cell(
        listener="access.label",
        make=form(
            "access.label",
            lambda case: case.place.child_id,
            lambda _: {"label": text("The eldest")},
        ),
        needs=((3, "O"), (7, "Y")),
        shows="",
    ),
)
OWN_VIEW: Final = (
    Cell(
        listener="statements.open",
        make=press("statements.open", lambda case: case.own_view),
        needs=((29, "O"),),
    ),
    Cell(
        listener="statements.form",
        make=form("statements.form", page, first_page),
        needs=((29, "O"),),
        shows="home",
    ),
    Cell(
        listener="statements.save_draft",
        make=on_page("statements.save_draft"),
        needs=((29, "O"),),
    ),
    Cell(
        listener="statements.page_back",
        make=on_page("statements.page_back"),
        needs=((29, "O"),),
    ),
    Cell(
        listener="statements.open",
        make=press(
            "statements.open",
            lambda case: f"{case.place.open_round}:{case.place.outside_id}",
        ),
        needs=((30, "Y"),),
        about="for a member outside Slack",
        # Last, and only after their own.
        told=frozenset({"LSW"}),
    ),
)
ROUND: Final = (
    Cell(
        listener="statements.who",
        make=press("statements.who", running),
        needs=((35, "YMO"),),
    ),
    Cell(
        listener="statements.nudge",
        make=inside("statements.nudge", running, lambda case: case.place.asked_id),
        needs=((36, "Y"),),
    ),
    Cell(
        listener="statements.pause_open",
        make=inside("statements.pause_open", running, lambda case: case.place.asked_id),
        needs=((37, "Y2"),),
    ),
    Cell(
        listener="statements.pause",
        make=form(
            "statements.pause",
            lambda case: case.place.asked_id,
            lambda case: {
                "until_on": day(case.today + timedelta(days=2)),
                "reason": text("On a course"),
            },
        ),
        needs=((37, "Y2"),),
        shows="home",
    ),
    Cell(
        listener="statements.agree_to_pause",
        make=press("statements.agree_to_pause", lambda case: case.place.pause_id),
        needs=((37, "Y2"),),
        # It is the team manager's own.
        told=frozenset({"TM"}),
    ),
    Cell(
        listener="statements.pause_read",
        make=press("statements.pause_read", lambda case: case.place.pause_id),
        needs=((37, "Y2"),),
    ),
    Cell(
        listener="statements.read",
        make=press("statements.read", closed),
        needs=((32, CLOSED),),
    ),
    Cell(
        listener="statements.read",
        make=press("statements.read", running),
        needs=((32, CLOSED),),
        about="before closing",
        told=frozenset({"LSW", "MEM", "VCM", "CHR", "TM"}),
    ),
    Cell(
        listener="statements.read_next",
        make=inside("statements.read_next", read_page),
        needs=((32, CLOSED),),
    ),
    Cell(
        listener="statements.read_previous",
        make=inside("statements.read_previous", read_page),
        needs=((32, CLOSED),),
    ),
    Cell(
        listener="statements.read_urgent",
        make=press("statements.read_urgent", closed),
        needs=((34, "Y"),),
    ),
    Cell(
        listener="statements.read_intimidation",
        make=press("statements.read_intimidation", lambda case: case.place.ticked_id),
        needs=((53, "YN"),),
        named=frozenset({"TM"}),
    ),
    Cell(
        listener="statements.open_discussion",
        make=press("statements.open_discussion", closed),
        needs=((38, "Y"),),
    ),
    Cell(
        listener="statements.discussion",
        make=form(
            "statements.discussion",
            closed,
            lambda case: {
                "joint": choice("discussed"),
                "discussed_on": day(case.today),
                "text": text("It should go on"),
            },
        ),
        needs=((38, "Y"),),
        shows="home",
    ),
)
PACK: Final = (
    Cell(
        listener="packs.open",
        make=press("packs.open", closed),
        needs=((39, CLOSED),),
    ),
    Cell(
        listener="packs.open",
        make=press("packs.open", running),
        needs=((39, "Y"),),
        about="before closing",
    ),
    *(
        _pack_turn(f"packs.{way}")
        for way in ("next", "previous", "next_below", "previous_below")
    ),
    Cell(
        listener="packs.choose_child",
        make=lambda case: payloads.press(
            case.account,
            "packs.choose_child",
            metadata=read_page(case),
            chosen=case.place.child_id,
        ),
        needs=((39, CLOSED),),
    ),
    Cell(
        listener="packs.picture",
        make=inside(
            "packs.picture", read_page, lambda case: case.place.closed_child_id
        ),
        needs=((39, CLOSED),),
    ),
    Cell(
        listener="packs.timeline",
        make=inside("packs.timeline", read_page, closed),
        needs=((39, CLOSED),),
    ),
    Cell(
        listener="packs.print",
        make=inside("packs.print", read_page, closed),
        needs=((39, CLOSED),),
    ),
    # It only acknowledges that a link was followed, and gives nothing.
    _any(listener="packs.followed", make=press("packs.followed"), needs=(), shows=""),
)
GROUP: Final = (
    _any(
        listener="groups.open_set_up",
        make=press("groups.open_set_up"),
        needs=((8, "Y"),),
    ),
    _any(
        listener="groups.set_up",
        make=form("groups.set_up", nothing, set_up_page),
        needs=((8, "Y"),),
        shows="",
    ),
    _any(
        listener="groups.set_up_children",
        make=set_up_children,
        needs=((8, "Y"),),
        shows="home",
    ),
    Cell(listener="groups.open", make=press("groups.open", group), needs=((7, "YM"),)),
    Cell(
        listener="conferences.open_date",
        make=inside(
            "conferences.open_date", group, lambda case: case.place.conference_id
        ),
        needs=((16, "Y"),),
    ),
    Cell(
        listener="conferences.set_date",
        make=form(
            "conferences.set_date",
            lambda case: case.place.conference_id,
            chosen_day,
        ),
        needs=((16, "Y"),),
        shows="home",
    ),
)
CELLS: Final = (
    *SELF,
    *OWN_VIEW,
    *ROUND,
    *PACK,
    *GROUP,
    *MEETINGS,
    *DATES,
    *MEMBERSHIP,
    *NOTICES,
    *RECORDS,
    *ACTIONS,
    *OUTCOMES,
    *SCORES,
    *CHALLENGES,
    *REFERRALS,
    *TIMELINE,
    *CALENDARS,
    *DRIFT,
)
