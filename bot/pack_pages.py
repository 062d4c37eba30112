"""The pack as modal pages, child by child, with a way to turn them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self

from bot import pack_words as words
from bot import timeline_words
from bot.blocks import (
    Block,
    actions,
    button,
    divider,
    header,
    menu,
    modal,
    section,
    small,
)
from bot.pack_blocks import Unit, flow, listed, long_text, named
from bot.picture import alt_text, score_in_words, short_date
from bot.words import day_and_year
from workflows.packs.contents import (
    Answer,
    ChildPage,
    FamilyNote,
    GroupDiscussion,
    LastDecision,
    Pack,
    Side,
)
from workflows.scores.over_time import ScoreLine

CALLBACK: Final = "packs.page"
CHOOSE: Final = "packs.choose_child"
PRINT: Final = "packs.print"
PICTURE: Final = "packs.picture"
TIMELINE: Final = "packs.timeline"
FOLLOWED: Final = "packs.followed"
# Previous and next, twice: Slack wants each name once in a view.
TOP: Final = ("packs.previous", "packs.next")
FOOT: Final = ("packs.previous_below", "packs.next_below")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Which page of whose pack this is. It selects; it gives no right."""

    round_id: str
    page: int

    def packed(self) -> str:
        """Return this for the modal's private metadata."""
        return json.dumps([self.round_id, self.page])

    @classmethod
    def unpacked(cls, text: str) -> Self:
        """
        Return the place that `packed` made this text of.

        :raises ValueError: if nothing of ours made it.
        """
        try:
            round_id, page = json.loads(text)
            return cls(round_id=str(round_id), page=int(page))
        except TypeError as error:
            raise ValueError(text) from error


@dataclass(frozen=True, kw_only=True)
class Page:
    """What one screen of the pack shows; no child means the whole family."""

    child_id: str | None
    alias: str
    blocks: tuple[Block, ...]


def pages(pack: Pack, pictures: Mapping[str, str] | None = None) -> tuple[Page, ...]:
    """
    Return every page in order, the whole family first.

    `pictures` gives the Slack file of a child's scores, where one was uploaded, and by
    the id of the round that of the timeline.
    """
    files = pictures or {}
    made = _flow(None, pack.alias, _family(pack, files.get(pack.round_id)))
    for page in pack.children:
        made += _flow(page.child_id, page.alias, _child(page, files.get(page.child_id)))
    return tuple(made)


def first_page_of(made: tuple[Page, ...], child_id: str) -> int:
    """Return where a child's pages begin, or the very first if it has none."""
    return next((n for n, page in enumerate(made) if page.child_id == child_id), 0)


def view(
    pack: Pack,
    number: int,
    *,
    pictures: Mapping[str, str] | None = None,
    can_print: bool = False,
) -> Block:
    """Return the modal for one page; a number out of range gives the nearest."""
    made = pages(pack, pictures)
    number = min(max(number, 0), len(made) - 1)
    page = made[number]
    return modal(
        title=f"Pack {page.alias}",
        callback=CALLBACK,
        metadata=Place(round_id=pack.round_id, page=number).packed(),
        blocks=[
            *_top(pack, made, number),
            *page.blocks,
            *_foot(pack, made, number, can_print=can_print),
        ],
    )


def print_link(address: str, minutes: int) -> Block:
    """Return the modal with the address that prints the pack once."""
    open_it = button("Open the page to print", action=FOLLOWED)
    return modal(
        title="Print the pack",
        blocks=[
            section(
                f"The link below opens once, within {minutes} minutes. The print is "
                "not for parents."
            ),
            actions({**open_it, "url": address}),
        ],
    )


def _flow(child_id: str | None, alias: str, units: Iterable[Unit]) -> list[Page]:
    return [
        Page(child_id=child_id, alias=alias, blocks=filled)
        for filled in flow(units, title=alias)
    ]


def _top(pack: Pack, made: tuple[Page, ...], number: int) -> list[Block]:
    # The whole family goes by the id of the round, which no child has.
    names = [(pack.round_id, "The whole family")]
    names += [(page.child_id, page.alias) for page in pack.children]
    chosen = made[number].child_id or pack.round_id
    choice = {**menu(names, chosen), "action_id": CHOOSE}
    # A block of its own on each page: in one that stays, Slack keeps the old choice.
    turns = actions(choice, *_turns(pack, made, number, TOP))
    return [
        small(f"{words.NOT_FOR_PARENTS} · page {number + 1} of {len(made)}"),
        {**turns, "block_id": f"page:{number}"},
    ]


def _foot(
    pack: Pack, made: tuple[Page, ...], number: int, *, can_print: bool
) -> list[Block]:
    # A second row of buttons, so that nobody scrolls back up to turn the page.
    buttons = _turns(pack, made, number, FOOT)
    if can_print:
        buttons.append(button("Print", action=PRINT, value=pack.round_id))
    read = f"Read by {pack.reader}, {words.moment_in_words(pack.read_at)}."
    foot = [divider(), small(f"{read} Every reading is kept.")]
    return [*foot, actions(*buttons)] if buttons else foot


def _turns(
    pack: Pack, made: tuple[Page, ...], number: int, names: tuple[str, str]
) -> list[Block]:
    previous, following = names
    turns = []
    if number > 0:
        turns.append(button("Previous", action=previous, value=pack.round_id))
    if number < len(made) - 1:
        turns.append(button("Next", action=following, value=pack.round_id))
    return turns


def _family(pack: Pack, picture: str | None) -> Iterator[Unit]:
    held = " (provisional)" if pack.is_provisional else ""
    top = [
        header(f"{pack.alias}: before the review conference"),
        section(f"Conference: {day_and_year(pack.conference_on)}{held}."),
        small(f"Views closed {words.moment_in_words(pack.closed_at)}."),
    ]
    yield Unit(blocks=top)
    differ = [page.alias for page in pack.children if page.is_split]
    if differ:
        yield from listed("Views differ about", differ)
    gaps = [words.gap_in_words(gap) for gap in pack.gaps]
    yield from listed("Not heard from", gaps or [words.ALL_HEARD])
    if pack.intimidated:
        who = [words.voice_in_words(speaker) for speaker in pack.intimidated]
        yield from listed("Feels intimidated in this case", who)
    quorum = long_text(pack.quorum.sentence)
    yield Unit(blocks=[header("Quorum at the conference"), *quorum])
    meetings = [words.meeting_in_words(meeting) for meeting in pack.meetings]
    yield from listed("Meetings since the last review", meetings or [words.NO_MEETINGS])
    yield from _timeline(pack, picture)
    yield _discussion(pack.discussion)
    for number, note in enumerate(pack.notes):
        heading = [] if number else [header("About the whole family")]
        yield _note(note, heading)


def _timeline(pack: Pack, picture: str | None) -> Iterator[Unit]:
    said = timeline_words.lines(pack.timeline)
    heading = f"Timeline, {timeline_words.span(pack.timeline)}"
    first, *rest = listed(heading, list(said))
    if picture is None:
        draw = button(
            "Show the timeline as a picture", action=TIMELINE, value=pack.round_id
        )
        yield from (first, *rest, Unit(blocks=[actions(draw)]))
        return
    heading_block, *lines = first.blocks
    drawn: Block = {
        "type": "image",
        "slack_file": {"id": picture},
        "alt_text": timeline_words.alt_text(pack.timeline),
    }
    yield from (Unit(blocks=[heading_block, drawn, *lines]), *rest)


def _discussion(said: GroupDiscussion | None) -> Unit:
    blocks = [header("The core group's discussion")]
    blocks.append(section(words.discussion_in_words(said)))
    if said is not None:
        blocks += long_text(said.text)
    return Unit(blocks=blocks, about="the discussion")


def _note(note: FamilyNote, heading: list[Block]) -> Unit:
    who = named(note.speaker.agency, words.speaker_in_words(note.speaker))
    return Unit(
        blocks=[*heading, who, *_answer(note.answer)],
        about=words.voice_in_words(note.speaker),
    )


def _child(page: ChildPage, picture: str | None) -> Iterator[Unit]:
    title = [header(page.alias), small(words.about_the_child(page))]
    if page.label:
        # The reader's own, which nobody else ever sees; so it is not printed either.
        title.append(small(f"Your label: {words.visible(page.label)}"))
    yield Unit(blocks=[*title, section(words.agreement_in_words(page))])
    for side in page.sides:
        yield from listed(
            words.RECOMMENDATIONS[side.recommendation],
            [words.one_line(voice) for voice in side.voices],
        )
    gaps = [words.gap_in_words(gap) for gap in page.gaps]
    yield from listed("Not heard about this child", gaps or [words.NONE_MISSING])
    questions = [question.text for question in page.questions]
    yield from listed("Questions to put", questions or [words.NO_QUESTIONS])
    if page.last_decision is not None:
        yield _last_decision(page.last_decision)
    yield from listed("Since the last review", words.changes_in_words(page))
    yield from _scores(page, picture)
    for side in page.sides:
        yield from _side(side)


def _last_decision(decided: LastDecision) -> Unit:
    heading = header("Decided at the review before")
    said = section(f"{words.decision_in_words(decided)}.")
    return Unit(
        blocks=[heading, said, *long_text(decided.because)],
        about="the review before",
    )


def _scores(page: ChildPage, picture: str | None) -> list[Unit]:
    lines = [_score_line(line) for line in page.scores.lines]
    first, *rest = listed(
        "Scores, 0 to 10, higher is safer", lines or [words.NO_SCORES]
    )
    if picture is None:
        if not lines:
            return [first, *rest]
        draw = button("Show as a picture", action=PICTURE, value=page.child_id)
        return [first, *rest, Unit(blocks=[actions(draw)])]
    image = {"type": "image", "slack_file": {"id": picture}}
    heading, *scored = first.blocks
    drawn = {**image, "alt_text": alt_text(page.scores)}
    return [Unit(blocks=[heading, drawn, *scored]), *rest]


def _score_line(line: ScoreLine) -> str:
    scored = ", ".join(
        f"{score_in_words(point)} ({short_date(point.on)})" for point in line.points
    )
    return f"{line.agency} ({line.label}): {scored}"


def _side(side: Side) -> Iterator[Unit]:
    for number, voice in enumerate(side.voices):
        blocks: list[Block] = [divider()]
        if number == 0:
            blocks.append(header(words.RECOMMENDATIONS[side.recommendation]))
        speaker = voice.speaker
        blocks.append(named(speaker.agency, words.speaker_in_words(speaker)))
        blocks += [small(words.visible(line)) for line in words.under_the_name(voice)]
        for answer in voice.answers:
            blocks += _answer(answer)
        yield Unit(blocks=blocks, about=words.voice_in_words(speaker))


def _answer(answer: Answer) -> list[Block]:
    label = words.label_of(answer)
    if answer.text is None:
        return [small(label), section(words.WITHHELD)]
    blocks = [small(label), *long_text(answer.text)]
    if answer.why_restricted:
        blocks += [small(words.WHY_RESTRICTED), *long_text(answer.why_restricted)]
    return blocks
