"""The pages for operators know every fault, every held effect and every reading."""

import ast

from tests.architecture.source import PROJECT, called, calls, functions, read, write

HOW_TO = PROJECT / "docs" / "how-to"
HEALTH = (HOW_TO / "when-health-is-not-well.md").read_text()
WHO_SAW = (HOW_TO / "answer-who-saw-what.md").read_text()
ROOMS = ("bot", "workflows")
# An event that ends so is about something that somebody had before their eyes.
SEEN = (" read", " opened", " printed")
SHORTEST_FAULT = 8


def texts(node):
    """Return the texts in a piece of code, but docstrings."""
    return [
        inner.value
        for inner in ast.walk(node)
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
    ]


def faults_in(folder):
    """Return what the watcher may say, without figures and names."""
    (faults,) = (
        function
        for source in read(folder, within=("workflows",))
        if source.name == "workflows/watch.py"
        for function in functions(source)
        if function.name == "faults"
    )
    faults.body = faults.body[1:]
    said = [" ".join(text.split()) for text in texts(faults)]
    # Not how a date is written.
    return [text for text in said if len(text) >= SHORTEST_FAULT and "%" not in text]


def reasons_in(folder):
    """Return why an effect is held, where the code says so itself."""
    return {
        text
        for source in read(folder, within=ROOMS)
        for call in calls(source.tree)
        if called(call).rpartition(".")[2] == "hold"
        for keyword in call.keywords
        if keyword.arg == "because"
        for text in texts(keyword.value)
    }


def readings_in(folder):
    """Return the events of the audit in which somebody saw something."""
    found = set()
    for source in read(folder, within=ROOMS):
        given = [
            keyword.value
            for call in calls(source.tree)
            for keyword in call.keywords
            if keyword.arg == "event"
        ]
        defaults = [
            default
            for function in functions(source)
            for argument, default in zip(
                function.args.kwonlyargs, function.args.kw_defaults, strict=True
            )
            if argument.arg == "event" and default is not None
        ]
        found |= {
            text
            for node in (*given, *defaults)
            for text in texts(node)
            if text.endswith(SEEN)
        }
    return found


# The clock does these, and reads nothing.
OF_THE_CLOCK = {"round opened"}


def test_every_fault_that_health_names_has_its_part_of_the_page():
    faults = faults_in(PROJECT)

    assert len(faults) > 4
    assert [fault for fault in faults if fault not in HEALTH] == []


def test_every_reason_to_hold_an_effect_is_on_the_page():
    reasons = {reason.strip() for reason in reasons_in(PROJECT)}

    assert "no Slack account" in reasons
    # Only as a stand-in where Slack gave no reason at all.
    assert {reason for reason in reasons - {"not known"} if reason not in HEALTH} == (
        set()
    )


def test_every_kind_of_reading_is_on_the_page():
    readings = readings_in(PROJECT) - OF_THE_CLOCK

    assert "views read" in readings
    assert {event for event in readings if f"`{event}`" not in WHO_SAW} == set()


def test_a_new_fault_reason_or_reading_is_noticed(tmp_path):
    write(
        tmp_path,
        "workflows/watch.py",
        "def faults():\n    '''Say.'''\n    return [f'{1} clocks have stopped']\n",
    )
    write(
        tmp_path,
        "workflows/x.py",
        "hold(row, because='the moon is full')\n"
        "def see(*, event='diary read'): ...\n"
        "see(event='letter opened')\n",
    )
    write(tmp_path, "bot/x.py", "see(event='view given')\n")

    assert faults_in(tmp_path) == ["clocks have stopped"]
    assert reasons_in(tmp_path) == {"the moon is full"}
    assert readings_in(tmp_path) == {"diary read", "letter opened"}
