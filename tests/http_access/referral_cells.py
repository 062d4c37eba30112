"""What can be done about referrals, and the right each needs: written by hand."""

from datetime import timedelta
from functools import partial
from typing import Final

from tests.http_access import payloads
from tests.http_access.cell import Cell
from tests.http_access.making import Case, form, group, nothing, press, typed
from tests.http_access.payloads import Json, choice, day, text
from tests.http_access.referral_places import own_of


def own(case: Case) -> str:
    """Name the referral that this person recorded."""
    return own_of(case.place.own_referral_ids, case.account.user_id)


def about_family(case: Case) -> str:
    """Name a referral about the family, recorded by somebody outside."""
    return case.place.referral_id


def filled(case: Case) -> dict[str, Json]:
    """Fill in the form for a referral about a family that is not here."""
    return {
        "danger": choice("no"),
        "group": choice("other", "static_select"),
        "family": text("Our record 4711"),
        "worry": choice("NEG", "static_select"),
        "concern": text("There is no food."),
        "as": choice("telephone"),
        "made_on": day(case.today - timedelta(days=1)),
        "made_at": {"type": "timepicker", "selected_time": "16:00"},
        "team": choice(case.place.team_id, "static_select"),
        "source": choice("3B", "static_select"),
        "knows": choice("yes"),
    }


def added(_: Case) -> dict[str, Json]:
    """Add something."""
    return {"text": text("The school has seen it too.")}


def answered(_: Case) -> dict[str, Json]:
    """Answer a referral."""
    return {"answer": choice("accepted"), "text": text("We visit tomorrow.")}


def colleague(case: Case) -> dict[str, Json]:
    """Choose somebody of the team."""
    return {"person": choice(case.place.screener_id, "static_select")}


_record = partial(Cell, at="anywhere", needs=((54, "Y"),))
_own = partial(Cell, at="anywhere", needs=((55, "O"),))
_answer = partial(Cell, needs=((56, "Y"),))

REFERRALS: Final = (
    _record(
        listener="referrals.shortcut",
        make=lambda case: payloads.shortcut(case.account, "referrals.shortcut"),
    ),
    _record(listener="referrals.begin", make=press("referrals.begin", nothing)),
    _record(listener="/coregroup", make=typed("refer"), about="refer"),
    _record(
        listener="referrals.record",
        make=form("referrals.record", nothing, filled),
        shows="home",
    ),
    _own(listener="referrals.read_own", make=press("referrals.read_own", own)),
    _own(listener="referrals.open_add", make=press("referrals.open_add", own)),
    _own(
        listener="referrals.add", make=form("referrals.add", own, added), shows="home"
    ),
    _own(listener="referrals.confirm", make=press("referrals.confirm", own)),
    _answer(listener="referrals.read", make=press("referrals.read", about_family)),
    _answer(
        listener="referrals.take",
        make=press("referrals.take", about_family),
    ),
    _answer(
        listener="referrals.open_hand_over",
        make=press("referrals.open_hand_over", about_family),
    ),
    _answer(
        listener="referrals.hand_over",
        make=form("referrals.hand_over", about_family, colleague),
        shows="home",
    ),
    _answer(
        listener="referrals.open_answer",
        make=press("referrals.open_answer", about_family),
    ),
    _answer(
        listener="referrals.answer",
        make=form("referrals.answer", about_family, answered),
        shows="home",
    ),
    Cell(
        listener="referrals.history",
        make=press("referrals.history", about_family),
        needs=((57, "Y"),),
    ),
    Cell(
        listener="referrals.read_of_family",
        make=press("referrals.read_of_family", about_family),
        needs=((59, "Y"),),
    ),
    Cell(
        listener="referrals.list",
        make=press("referrals.list", group),
        needs=((59, "YM"),),
    ),
)
