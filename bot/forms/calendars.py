"""Forms about calendars: one's own address, and taking back somebody else's."""

from collections.abc import Mapping
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.words import day_and_year, moment
from workflows.calendars.policy import MOST_FETCHES
from workflows.calendars.use_cases import CalendarForm, Options, TakeBackForm

MAKE: Final = "calendars.make"
SAVE: Final = "calendars.save"
RENEW: Final = "calendars.renew"
REMOVE: Final = "calendars.remove"
OPEN_TAKE_BACK: Final = "calendars.open_take_back"
TAKE_BACK: Final = "calendars.take_back"
TITLE: Final = "My calendar"
DISCREET, TASKS = "discreet", "tasks"
CHOOSE_PERSON: Final = "Please choose whose address it is."
WHAT: Final = (
    "Your meetings, conferences and due dates can stand in the calendar that you use "
    "already. They carry an alias, the kind of meeting and the time, and nothing else."
)
LAGS: Final = (
    "Calendars look for changes when they like: some each hour, Google often only once "
    "a day. Changes are also told in Slack."
)
KEY: Final = (
    "This address is a key: whoever has it sees the times of your meetings. Please "
    "pass it on to nobody. It is shown only this once; if you lose it, make a new one."
)
HOW: Final = (
    "Outlook, in a browser: Add calendar, then Subscribe from web.\n"
    "Google, in a browser: Other calendars, then From URL.\n"
    "iPhone: Settings, Calendar, Accounts, Add account, Other, Add subscribed "
    "calendar.\n"
    "Mac: File, then New calendar subscription."
)
FILE_COMES: Final = (
    "The file is on its way to your direct messages here. Open it there, and your "
    "calendar takes the meeting in. If it is not there in a minute, please press the "
    "button once more."
)
FILE_IS_ONE_DAY: Final = (
    "This meeting, for your calendar. The file does not change by itself: if the "
    "meeting moves, you are told here. To have all your dates keep themselves, press "
    "My calendar on Home."
)
INSTEAD: Final = (
    "If you had an address before, it has stopped. Please take the old subscription "
    "out of your calendar, or you see what it last held beside the new one."
)
NO_WEB_ADDRESS: Final = (
    "Calendars cannot subscribe here, because this service has no web address. All "
    "your dates are on Home."
)


def calendar(facts: CalendarForm, *, can_subscribe: bool) -> Block:
    """Return how one's own calendar stands, and what can be done about it."""
    if not can_subscribe:
        return blocks.modal(title=TITLE, blocks=[blocks.section(NO_WEB_ADDRESS)])
    if facts.made_on is None:
        return blocks.modal(
            title=TITLE,
            callback=MAKE,
            submit="Make my address",
            blocks=[
                blocks.section(WHAT),
                blocks.section(LAGS),
                _options(facts.options),
            ],
        )
    return blocks.modal(
        title=TITLE,
        callback=SAVE,
        submit="Save",
        blocks=[
            blocks.section(_state(facts)),
            blocks.section(LAGS),
            blocks.actions(*_buttons()),
            _options(facts.options),
        ],
    )


def address(url: str) -> Block:
    """Return the page with an address, which is shown this once."""
    shown = {"type": "text", "text": url}
    written = {"type": "rich_text_preformatted", "elements": [shown]}
    return blocks.modal(
        title=TITLE,
        blocks=[
            blocks.section("Your address. Copy it, and put it into your calendar:"),
            # As it is, to copy: a link would be opened in a browser instead.
            {"type": "rich_text", "elements": [written]},
            blocks.section(KEY),
            blocks.section(HOW),
            blocks.section(LAGS),
            blocks.small(INSTEAD),
        ],
    )


def take_back(facts: TakeBackForm) -> Block:
    """Return the form that takes somebody's address back."""
    if not facts.people:
        nobody = f"{facts.alias}: nobody in this core group has a calendar address."
        return blocks.modal(title="Calendar address", blocks=[blocks.section(nobody)])
    people = [(key, name[: blocks.SHORTEN_TO]) for key, name in facts.people]
    return blocks.modal(
        title="Calendar address",
        callback=TAKE_BACK,
        submit="Take it back",
        close="Leave it",
        metadata=facts.group_id,
        blocks=[
            blocks.section(
                f"{facts.alias}: if somebody's calendar address may be in other hands, "
                "take it back. It shows nothing from then on, of any core group. They "
                "are told, and can make a new one."
            ),
            blocks.ask("person", "Whose address?", blocks.menu(people)),
        ],
    )


def read_options(view: Mapping[str, Any]) -> Options:
    """Return what somebody wants in their calendar."""
    ticked = blocks.answers(view).get("options") or []
    return Options(discreet=DISCREET in ticked, with_tasks=TASKS in ticked)


def read_person(view: Mapping[str, Any]) -> str | None:
    """Return whose address was chosen."""
    chosen = blocks.answers(view).get("person")
    return str(chosen) if chosen else None


def _state(facts: CalendarForm) -> str:
    if facts.is_off:
        return (
            f"Your address is switched off: it was asked for more than {MOST_FETCHES} "
            "times in an hour, so it may be in other hands. Make a new one, and it "
            "works again."
        )
    made_on = "" if facts.made_on is None else day_and_year(facts.made_on)
    fetched = "No calendar has asked for it yet."
    if facts.last_fetched_at is not None:
        fetched = f"A calendar last asked for it on {moment(facts.last_fetched_at)}."
    return f"You have had your address since {made_on}. {fetched} {WHAT}"


def _buttons() -> tuple[Block, Block]:
    renew = blocks.button("Make a new address", action=RENEW)
    remove = blocks.button("Remove it", action=REMOVE, style="danger")
    return (
        {
            **renew,
            "confirm": _confirm(
                "Make a new address?", "The one before stops at once.", "Make it"
            ),
        },
        {
            **remove,
            "confirm": _confirm(
                "Remove your address?",
                "Your calendar learns nothing new from it. Slack tells you as before.",
                "Remove it",
            ),
        },
    )


def _confirm(title: str, text: str, yes: str) -> Block:
    return {
        "title": blocks.plain(title),
        "text": blocks.plain(text),
        "confirm": blocks.plain(yes),
        "deny": blocks.plain("Leave it"),
    }


def _options(options: Options) -> Block:
    ticked = [
        key
        for key, is_wanted in (
            (DISCREET, options.discreet),
            (TASKS, options.with_tasks),
        )
        if is_wanted
    ]
    return blocks.ask(
        "options",
        "In my calendar",
        blocks.several_of(
            [
                (DISCREET, "Plain titles: Meeting, whatever kind it is"),
                (TASKS, "My own tasks too: the views that I owe"),
            ],
            ticked,
        ),
        optional=True,
    )
