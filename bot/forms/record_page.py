"""A finished record of a meeting, as it is read."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot import blocks
from bot.blocks import Block
from bot.forms.records import agreed, line, next_date
from bot.pack_blocks import long_text
from bot.words import capital, day, day_and_year, listed, moment
from models.vocabulary import AdultHeard, AttendedAs
from workflows.records.messages import NAMES
from workflows.records.shown import AdultLine, ReadRecord

CORRECT: Final = "records.open_correct"
TOOK_PART: Final[Mapping[AttendedAs, str]] = {
    AttendedAs.CAME: "Came",
    AttendedAs.DEPUTY: "Sent a deputy",
    AttendedAs.SENT_REPORT: "Sent a written report",
    AttendedAs.APOLOGIES: "Sent apologies",
    AttendedAs.ABSENT: "Absent, nothing heard",
}
SEEN_AS: Final[Mapping[AdultHeard | None, str]] = {
    AdultHeard.ALONE: "seen alone",
    AdultHeard.OVERHEARD: "seen, with others about",
    None: "not seen since the meeting before",
}


def page(record: ReadRecord) -> Block:
    """Return a finished record to read."""
    shown = [
        blocks.header(f"{record.alias}: {NAMES[record.kind]}"),
        blocks.section(_when(record)),
        blocks.header("Who took part"),
        *long_text("\n".join(_by_attendance(record))),
        blocks.header("Children seen"),
        *long_text("\n".join(line(one) for one in record.children)),
        *_adults_seen(record.adults),
        blocks.header("Who is missing in the group"),
        *long_text(record.missing or "Nobody was named."),
        blocks.divider(),
        *agreed(record.agreed, record.group_id),
        blocks.section(next_date(record.next_on, record.due_on)),
        *long_text("\n".join(_opened(record))),
    ]
    if record.may_correct:
        button = blocks.button("Correct it", action=CORRECT, value=record.meeting_id)
        shown.append(blocks.actions(button))
    shown.append(blocks.small("Every reading is kept."))
    return blocks.modal(
        title="A record", blocks=shown[:100], metadata=record.meeting_id
    )


def _adults_seen(adults: Iterable[AdultLine]) -> list[Block]:
    lines = [f"{capital(one.called)}: {SEEN_AS[one.heard]}." for one in adults]
    if not lines:
        return []
    return [blocks.header("Adults seen"), *long_text("\n".join(lines))]


def _when(record: ReadRecord) -> str:
    lines = [f"Held on {day_and_year(record.held_on)}."]
    if record.held_on != record.dated_on:
        lines.append(f"It was dated for {day(record.dated_on)}.")
    if not record.is_quorate:
        lines.append("It was not quorate.")
    lines.append(
        f"Recorded by {record.finished_by} on {moment(record.finished_at)}"
        f"{', corrected' if record.version > 1 else ''}."
    )
    return " ".join(lines)


def _by_attendance(record: ReadRecord) -> Iterable[str]:
    for how, text in TOOK_PART.items():
        names = [
            f"{one.name} ({one.agency})"
            for one in record.attended
            if one.attended is how
        ]
        if names:
            yield f"{text}: {listed(names)}."


def _opened(record: ReadRecord) -> Iterable[str]:
    if record.opened:
        yield f"Have opened it: {listed(record.opened)}."
    if record.not_opened:
        yield f"Have not opened it yet: {listed(record.not_opened)}."
    if record.outside_slack:
        yield f"Not in Slack, please tell them: {listed(record.outside_slack)}."
