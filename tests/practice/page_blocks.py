"""Messages, forms and a Home such as an app would send, for the page to draw."""

from typing import Any

Json = dict[str, Any]
ALARM = (
    "If a child may be at risk of significant harm, stop and telephone: 01632 960001, "
    "01632 960002 out of hours, 999. Nobody is watching this."
)


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def option(text: str, value: str, more: str = "") -> Json:
    described = {"description": plain(more)} if more else {}
    return {"text": plain(text), "value": value, **described}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def context(text: str) -> Json:
    return {"type": "context", "elements": [mrkdwn(text)]}


def question(block_id: str, label: str, element: Json, **more: Any) -> Json:
    element = {"action_id": block_id, **element}
    shared = {"type": "input", "block_id": block_id, "label": plain(label)}
    return {**shared, "element": element, **more}


PROMPT = [
    {"type": "header", "text": plain("Your view is asked for: CG-4817")},
    section("The review conference for *CG-4817* is on *Tuesday 8 December, 10:00*."),
    {
        "type": "section",
        "fields": [
            mrkdwn("*Closes*\nThursday 26 November"),
            mrkdwn("*Takes*\nThree minutes"),
        ],
    },
    {
        "type": "actions",
        "elements": [
            button("Give my view", "give_view", style="primary", value="1"),
            button("Ask the chair", "ask", url="https://example.org/chair"),
        ],
    },
    context(ALARM),
]

CONFIRM = {
    "title": plain("Stop asking?"),
    "text": mrkdwn("Nobody will be *reminded* any more."),
    "confirm": plain("Stop asking"),
    "deny": plain("Go on"),
    "style": "danger",
}
CHILDREN = [option("CG-4817/1", "1"), option("CG-4817/2", "2")]
WHO_IS_WHO = [
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "text", "text": "Lead", "style": {"bold": True}},
                            {"type": "user", "user_id": "UASHA0001"},
                        ],
                    }
                ],
            }
        ],
    },
    {
        "type": "actions",
        "block_id": "quiet",
        "elements": [
            button("Stop asking", "stop", style="danger", confirm=CONFIRM),
            {
                "type": "static_select",
                "action_id": "child",
                "placeholder": plain("Choose a child"),
                "options": CHILDREN,
            },
            {
                "type": "overflow",
                "action_id": "rest",
                "options": [
                    option("Nudge now", "nudge"),
                    option("Who is asked", "who"),
                ],
            },
        ],
    },
]

ANSWERS = [
    option("Continue", "continue"),
    option("End", "end"),
    option("Cannot say", "cannot", "You will be asked why"),
]
SOURCES = [option("I saw it myself", "self"), option("The child told me", "child")]
FORM: Json = {
    "type": "modal",
    "callback_id": "view",
    "notify_on_close": True,
    "title": plain("Your view"),
    "submit": plain("Send my view"),
    "close": plain("Not now"),
    "blocks": [
        section(ALARM),
        {
            "type": "alert",
            "level": "warning",
            "text": mrkdwn("This may be disclosed in court or to the family."),
        },
        question(
            "plan",
            "Should the plan continue?",
            {"type": "radio_buttons", "options": ANSWERS},
        ),
        question(
            "why",
            "Why do you say so?",
            {"type": "plain_text_input", "multiline": True, "max_length": 200},
            hint=plain("What you saw and heard."),
        ),
        question("how", "How do you know?", {"type": "checkboxes", "options": SOURCES}),
        question(
            "score",
            "How safe, 0 to 10?",
            {"type": "number_input", "is_decimal_allowed": False, "max_value": "10"},
            optional=True,
        ),
        question("seen", "Last seen on", {"type": "datepicker"}, optional=True),
        question("whom", "Whom did you call?", {"type": "users_select"}, optional=True),
        {
            "type": "actions",
            "elements": [button("Save draft", "draft"), button("More", "more")],
        },
    ],
}
SECOND_FORM: Json = {
    "type": "modal",
    "callback_id": "view",
    "title": plain("More"),
    "submit": plain("Add it"),
    "blocks": [question("extra", "Anything else?", {"type": "plain_text_input"})],
}
HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("What I owe, soonest first")},
        section(
            "*CG-4817*: your view by *Thursday*",
            accessory=button("Give my view", "give_view", style="primary"),
        ),
        context(ALARM),
    ],
}
