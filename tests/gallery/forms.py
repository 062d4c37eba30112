"""Every form, page and notice, at its shortest and at its longest."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from bot import pack_pages, together_pages
from bot.blocks import Block
from bot.commands import COMMANDS
from bot.forms import dates, groups, own, rounds, statements, thanks, wording
from bot.forms.statements import ALL, Place
from bot.listeners import edge
from models.vocabulary import Timing
from tests.gallery import facts
from tests.gallery.action_pages import action_pages
from tests.gallery.calendar_forms import calendar_forms
from tests.gallery.challenge_pages import challenge_views
from tests.gallery.date_forms import date_forms
from tests.gallery.drift_pages import drift_pages
from tests.gallery.group_pages import group_pages
from tests.gallery.meeting_forms import meeting_forms
from tests.gallery.membership_forms import membership_forms
from tests.gallery.notice_pages import notice_pages
from tests.gallery.outcome_pages import outcome_pages
from tests.gallery.record_pages import record_pages
from tests.gallery.referral_pages import referral_views
from tests.gallery.score_pages import score_views
from tests.gallery.shown import Shown
from tests.gallery.timeline_pages import timeline_views
from tests.packs.samples import sample_pack
from workflows.errors import Refused
from workflows.profile import Profile
from workflows.statements.giving import FormFacts, Receipt
from workflows.statements.shown import Together, Urgent
from workflows.statements.whose import Right

OPEN, PUSH, UPDATE = "views.open", "views.push", "views.update"
# What a submitted form is answered with, on the connection that it came by.
ANSWER = "response"


def shown(profile: Profile) -> Iterator[Shown]:
    """Yield every form and page, in the order in which people meet them."""
    yield from chain(
        _views_to_give(profile),
        _thanks(profile),
        _round_forms(profile),
        _together(),
        _packs(),
        _group_forms(profile),
        _date_forms(profile),
        _notice_forms(profile),
        _own_forms(profile),
        notices(),
    )


def notices() -> Iterator[Shown]:
    """Yield every refusal as the person reads it."""
    kinds = sorted(
        _refusals(Refused), key=lambda kind: (kind.__module__, kind.__name__)
    )
    for kind in kinds:
        room = kind.__module__.removeprefix("workflows.").removeprefix("bot.")
        name = f"notice.{room}.{kind.__name__}"
        yield _form(name, "notices", edge.notice(kind().said), PUSH)


def _refusals(kind: type[Refused]) -> Iterator[type[Refused]]:
    for each in kind.__subclasses__():
        # Tests have refusals of their own.
        if each.__module__.partition(".")[0] in {"bot", "workflows"}:
            yield each
        yield from _refusals(each)


def _form(name: str, group: str, view: Block, method: str = OPEN) -> Shown:
    args = {
        OPEN: {"trigger_id": "1.2.3", "view": view},
        PUSH: {"trigger_id": "1.2.3", "view": view},
        UPDATE: {"view_id": "V0000001", "hash": "1.abc", "view": view},
        ANSWER: {"response_action": "update", "view": view},
    }[method]
    title = name.partition(".")[2].replace("-", " ").replace("_", " ")
    return Shown(name=name, group=group, title=title, method=method, args=args)


def all_pages(form: FormFacts, profile: Profile) -> Iterator[tuple[Place, Block]]:
    """Yield every page of the form for a view, as somebody turns them."""
    place: Place | None = statements.first_place(form)
    while place is not None:
        yield place, statements.build(form, place, profile)
        place = statements.beside(form, place, +1)


def _views_to_give(profile: Profile) -> Iterator[Shown]:
    for number, is_long in ((1, False), (6, False), (6, True), (12, True)):
        shown = facts.children(number, is_long=is_long)
        answers = facts.long_answers(shown) if is_long else None
        size = "longest" if is_long else "shortest"
        form = facts.form_facts(profile, shown, answers=answers)
        for count, (_, view) in enumerate(all_pages(form, profile), 1):
            name = f"statements.view-{number:02}-children-{size}-page-{count}"
            yield _form(name, "statements", view, ANSWER if count > 1 else OPEN)
    shown = facts.children(1)
    taken = facts.form_facts(profile, shown, right=Right.TAKER, name=facts.LONG_NAME)
    for count, (_, view) in enumerate(all_pages(taken, profile), 1):
        yield _form(f"statements.view-taken-page-{count}", "statements", view)
    saved = statements.build(
        facts.form_facts(profile, facts.children(2)),
        Place(round_id=facts.ROUND, for_person_id=None, page=ALL),
        profile,
        said="Draft saved at 09:05.",
    )
    yield _form("statements.view-draft-saved", "statements", saved, UPDATE)


def _thanks(profile: Profile) -> Iterator[Shown]:
    for size, name, version, timing in (
        ("shortest", None, 1, Timing.ON_TIME),
        ("longest", facts.LONG_NAME, 12, Timing.LATE),
    ):
        right = Right.TAKER if name else Right.OWN
        form = facts.form_facts(
            profile, facts.children(1, is_long=name is not None), right=right
        )
        receipt = Receipt(
            statement_id=facts.ROUND,
            version=version,
            timing=timing,
            closes_on=facts.CLOSES,
            is_urgent=name is not None,
        )
        view = thanks.page(thanks.said(form, receipt))
        yield _form(f"statements.thanks-{size}", "statements", view, ANSWER)


def _round_forms(profile: Profile) -> Iterator[Shown]:
    few = facts.standings(3, answered=1, is_long=False)
    many = facts.standings(40, answered=12, is_long=True)
    plain = rounds.standing(facts.ROUND, few, may_press=False)
    pressed = rounds.standing(
        facts.ROUND, many, may_press=True, said="They are asked on Monday 21 September."
    )
    urgent = Urgent(
        statement_id=facts.ROUND,
        person_id=facts.ROUND,
        name=facts.LONG_NAME,
        agency=facts.LONG_AGENCY,
        given_at=facts.AT,
        text=facts.LONG_TEXT,
    )
    reason = facts.LONG_TEXT[:200]
    until = facts.CLOSES
    yield _form("statements.who-has-answered-shortest", "statements", plain)
    yield _form("statements.who-has-answered-longest", "statements", pressed, UPDATE)
    for name, view in {
        "pause": rounds.pause(facts.ROUND, profile),
        "pause-to-agree": rounds.pause_wanted(facts.ROUND, reason, until),
        "discussion": rounds.discussion(facts.ROUND, profile),
        "urgent-shortest": rounds.urgent(()),
        "urgent-longest": rounds.urgent((urgent,) * 12),
    }.items():
        yield _form(f"statements.{name}", "statements", view)


def _together() -> Iterator[Shown]:
    for size, found in {
        "shortest": facts.together(is_long=False),
        "alike": facts.together(is_long=True, are_alike=True),
        "longest": facts.together(is_long=True),
    }.items():
        for number, view in enumerate(_turned(found)):
            name = f"together.{size}-page-{number + 1:02}"
            yield _form(name, "together", view, UPDATE if number else OPEN)


def _turned(found: Together) -> Iterator[Block]:
    before, number = "", 0
    # A page beyond the last shows the last again.
    while (view := together_pages.view(found, number))["private_metadata"] != before:
        yield view
        before, number = str(view["private_metadata"]), number + 1


def _packs() -> Iterator[Shown]:
    for size, pack in {
        "shortest": sample_pack(agencies=3, children=1),
        "longest": sample_pack(agencies=12, children=6, text=facts.LONG_TEXT),
    }.items():
        for number in range(len(pack_pages.pages(pack))):
            view = pack_pages.view(pack, number, can_print=True)
            name = f"packs.{size}-page-{number + 1:02}"
            yield _form(name, "packs", view, UPDATE if number else OPEN)
    address = f"https://coregroup.example.org/pack/{'t' * 43}"
    yield _form("packs.print-link", "packs", pack_pages.print_link(address, 10), PUSH)


def _group_forms(profile: Profile) -> Iterator[Shown]:
    new = groups.NewGroup(
        initial_on=date(2026, 9, 2),
        review_on=facts.CONFERENCE,
        lead=groups.Chosen(user_id=None, email=f"{'e' * 240}@example.org"),
        children=12,
    )
    one = groups.NewGroup(
        initial_on=date(2026, 9, 2),
        review_on=None,
        lead=groups.Chosen(user_id="U0000001", email=None),
        children=1,
    )
    twelve = [
        (child.child_id, child.alias) for child in facts.children(12, is_long=True)
    ]
    for name, view in {
        "set-up": groups.set_up(),
        "set-up-children-shortest": groups.set_up_children(one),
        "set-up-children-longest": groups.set_up_children(new),
        "add-member-shortest": groups.add_member(facts.ROUND, facts.ALIAS, twelve[:1]),
        "add-member-longest": groups.add_member(facts.ROUND, facts.LONG_ALIAS, twelve),
        "chair": groups.chair(facts.ROUND),
        **membership_forms(),
        **meeting_forms(profile),
        "conference-date": dates.conference(facts.ROUND),
        "label-shortest": groups.label(facts.ROUND, "CG-4817/1", None, profile),
        "label-longest": groups.label(
            facts.ROUND, f"{facts.LONG_ALIAS}/12", facts.LONG_LABEL, profile
        ),
        **group_pages(),
    }.items():
        yield _form(f"groups.{name}", "groups", view)


def _date_forms(profile: Profile) -> Iterator[Shown]:
    for name, view in date_forms(profile).items():
        yield _form(f"dates.{name}", "dates", view, PUSH)


def _notice_forms(profile: Profile) -> Iterator[Shown]:
    for room, plain in (
        ("records", record_pages(profile)),
        ("drift", drift_pages(profile)),
    ):
        for name, view in plain.items():
            yield _form(f"{room}.{name}", room, view)
    for room, pushed in (
        ("scores", score_views(profile)),
        ("record", timeline_views()),
        ("actions", action_pages(profile)),
        ("outcomes", outcome_pages(profile)),
        ("challenges", challenge_views(profile)),
        ("referrals", referral_views(profile)),
        ("between", notice_pages(profile)),
    ):
        for name, view in pushed.items():
            is_answer = name.startswith("thanks")
            yield _form(f"{room}.{name}", room, view, ANSWER if is_answer else PUSH)


def _own_forms(profile: Profile) -> Iterator[Shown]:
    yield _form("own.away", "own", own.away())
    yield _form("own.help", "own", own.help_form(profile, COMMANDS))
    for name, view in calendar_forms().items():
        yield _form(f"own.{name}", "own", view)
    yield Shown(
        name="own.help-by-command",
        group="own",
        title="help by command",
        method="response",
        args={
            "response_type": "ephemeral",
            "text": wording.alarm_text(profile),
            "blocks": own.help_page(profile, COMMANDS),
        },
    )
