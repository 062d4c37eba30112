"""
A core group's timeline as a picture: readable at the width of a phone.

One lane under another, one scale of days for all, so that what happened together stands
together. Marks differ in shape and have words: nothing depends on telling colours
apart. Kinds, counts and dates only, because the picture may become a file in Slack.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from bot import timeline_words as words
from bot.picture import (
    GREY,
    INK,
    LINE,
    MARGIN,
    PAPER,
    RULE,
    SCALE,
    WIDTH,
    font,
)
from bot.timeline_scale import LEFT, RIGHT, Scale
from models.vocabulary import NoticeKind
from workflows.notices.messages import NAMES
from workflows.timelines.contents import MeetingMark, Timeline

HEAD: Final = 84 * SCALE
FOOT: Final = 14 * SCALE
NAME: Final = 24 * SCALE
NOTE: Final = 17 * SCALE
ROW: Final = 24 * SCALE
PLOT: Final = 50 * SCALE
TALL: Final = 96 * SCALE
# A row with its name over it.
NAMED: Final = 38 * SCALE
DOT: Final = 5 * SCALE
# How much room a label of a few letters wants beside the next.
ROOM: Final = 22 * SCALE
BAND: Final = "#cfe0ec"
WRONG: Final = "#a4262c"
HIGHEST: Final = 10
LEGEND: Final = "dot: held    square: held late    cross: cancelled"


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One lane: its name, a note under it, its height, and what draws it."""

    name: str
    height: int
    put: Callable[["Sheet", float], None]
    note: str = ""

    @property
    def whole(self) -> int:
        """Return the height with name and note."""
        return NAME + (NOTE if self.note else 0) + self.height


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What is drawn on, and where each day stands across it."""

    pen: ImageDraw.ImageDraw
    scale: Scale

    def text(
        self,
        x: float,
        y: float,
        said: str,
        *,
        size: int = 12,
        anchor: str = "lm",
        fill: str = INK,
    ) -> None:
        """Write something so that no line runs through it."""
        self.pen.text(
            (x, y),
            said,
            fill=fill,
            font=font(size),
            anchor=anchor,
            stroke_width=2 * SCALE,
            stroke_fill=PAPER,
        )

    def base(self, y: float) -> None:
        """Draw the line on which marks stand."""
        self.pen.line([(LEFT, y), (RIGHT, y)], fill=RULE, width=SCALE)

    def dot(self, x: float, y: float, *, small: bool = False) -> None:
        """Draw a dot."""
        half = DOT - 2 * SCALE if small else DOT
        place = [x - half, y - half, x + half, y + half]
        self.pen.ellipse(place, fill=LINE, outline=PAPER)

    def square(self, x: float, y: float) -> None:
        """Draw a square."""
        place = [x - DOT, y - DOT, x + DOT, y + DOT]
        self.pen.rectangle(place, fill=WRONG, outline=PAPER)

    def cross(self, x: float, y: float) -> None:
        """Draw a cross."""
        for way in (-DOT, DOT):
            ends = [(x - DOT, y - way), (x + DOT, y + way)]
            self.pen.line(ends, fill=WRONG, width=2 * SCALE + 1)

    def nothing(self, y: float) -> None:
        """Say that a lane has nothing in it."""
        self.pen.text((LEFT, y), "none", fill=GREY, font=font(12), anchor="lm")

    def labels(self, placed: Iterable[tuple[float, float, str]]) -> None:
        """Write labels above their places, the newest first, where there is room."""
        free = float(WIDTH)
        for x, y, said in sorted(placed, reverse=True):
            if x + ROOM / 2 <= free:
                self.text(x, y, said, anchor="ms")
                free = x - ROOM / 2


def draw(timeline: Timeline) -> bytes:
    """Return the picture as PNG."""
    lanes = list(_lanes(timeline))
    height = HEAD + sum(lane.whole for lane in lanes) + FOOT
    image = Image.new("RGB", (WIDTH, height), PAPER)
    scale = Scale(first_on=timeline.first_on, last_on=timeline.last_on)
    sheet = Sheet(pen=ImageDraw.Draw(image), scale=scale)
    _draw_head(sheet, timeline, height)
    top = HEAD
    for lane in lanes:
        _draw_name(sheet, lane, top)
        lane.put(sheet, top + lane.whole - lane.height)
        top += lane.whole
    kept = io.BytesIO()
    image.quantize(64, Image.Quantize.FASTOCTREE).save(
        kept, format="PNG", optimize=True
    )
    return kept.getvalue()


def _lanes(timeline: Timeline) -> Iterator[Lane]:
    yield Lane(
        name="Meetings",
        note=LEGEND,
        height=ROW,
        put=lambda sheet, top: _meetings(sheet, top, timeline),
    )
    yield Lane(
        name="Agencies at meetings",
        height=PLOT,
        put=lambda sheet, top: _agencies(sheet, top, timeline),
    )
    if timeline.spreads is not None:
        yield _spreads_lane(timeline)
    yield Lane(
        name="Conferences",
        height=ROW + ROW // 2,
        put=lambda sheet, top: _conferences(sheet, top, timeline),
    )
    yield Lane(
        name="Rounds of views, answered of asked",
        height=ROW + ROW // 2,
        put=lambda sheet, top: _rounds(sheet, top, timeline),
    )
    kinds = [kind for kind in NoticeKind if _count(timeline, kind)]
    yield Lane(
        name=f"Notices: {len(timeline.notices)}",
        height=NAMED * len(kinds) or ROW,
        put=lambda sheet, top: _notices(sheet, top, timeline, kinds),
    )
    yield Lane(
        name="Actions overdue",
        height=PLOT,
        put=lambda sheet, top: _overdue(sheet, top, timeline),
    )
    yield Lane(
        name=f"Changes of lead social worker: {len(timeline.lead_changes)}",
        height=ROW,
        put=lambda sheet, top: _changes(sheet, top, timeline),
    )
    if timeline.signals is not None:
        yield Lane(
            name=f"Signals: {len(timeline.signals)}",
            height=NAMED * len(timeline.signals) or ROW,
            put=lambda sheet, top: _signals(sheet, top, timeline),
        )


def _spreads_lane(timeline: Timeline) -> Lane:
    return Lane(
        name="Scores, lowest to highest",
        note="0 to 10, higher is safer",
        height=TALL,
        put=lambda sheet, top: _spreads(sheet, top, timeline),
    )


def _draw_head(sheet: Sheet, timeline: Timeline, height: int) -> None:
    pen, scale = sheet.pen, sheet.scale
    title = f"{timeline.alias}  timeline"
    pen.text((MARGIN, 12 * SCALE), title, fill=INK, font=font(17), stroke_width=0.5)
    under = words.span(timeline)
    pen.text((MARGIN, 34 * SCALE), under, fill=GREY, font=font(12))
    for month in scale.months():
        x = scale.at(month)
        pen.line([(x, HEAD - 10 * SCALE), (x, height - FOOT)], fill=RULE, width=SCALE)
        label = f"{month:%b} {month:%y}"
        x = min(max(x, LEFT + 12 * SCALE), RIGHT - 16 * SCALE)
        sheet.text(x, HEAD - 18 * SCALE, label, anchor="mm")


def _draw_name(sheet: Sheet, lane: Lane, top: int) -> None:
    pen = sheet.pen
    pen.line([(MARGIN, top), (WIDTH - MARGIN, top)], fill=GREY, width=SCALE)
    sheet.text(MARGIN, top + NAME / 2 + 2 * SCALE, lane.name, size=14)
    if lane.note:
        spot = (MARGIN, top + NAME + NOTE / 2 - 2 * SCALE)
        sheet.text(*spot, lane.note, fill=GREY)


def _meetings(sheet: Sheet, top: float, timeline: Timeline) -> None:
    y = top + ROW / 2
    _base_or_nothing(sheet, y, timeline.meetings)
    marks = {MeetingMark.HELD: sheet.dot, MeetingMark.LATE: sheet.square}
    for one in timeline.meetings:
        marks.get(one.mark, sheet.cross)(sheet.scale.at(one.on), y)


def _agencies(sheet: Sheet, top: float, timeline: Timeline) -> None:
    floor = top + PLOT - 8 * SCALE
    _base_or_nothing(sheet, floor, timeline.agencies)
    most = max((one.agencies for one in timeline.agencies), default=1)
    tall = PLOT - 26 * SCALE
    places = [
        (sheet.scale.at(one.on), floor - tall * one.agencies / max(most, 1))
        for one in timeline.agencies
    ]
    if len(places) > 1:
        sheet.pen.line(places, fill=LINE, width=2 * SCALE)
    for place in places:
        sheet.dot(*place)
    sheet.labels(
        (x, y - DOT - 2 * SCALE, str(one.agencies))
        for (x, y), one in zip(places, timeline.agencies, strict=True)
    )


def _spreads(sheet: Sheet, top: float, timeline: Timeline) -> None:
    floor = top + TALL - 10 * SCALE
    tall = TALL - 34 * SCALE
    if not timeline.spreads:
        sheet.nothing(floor - tall / 2)
        return
    for value in (0, 5, HIGHEST):
        y = floor - tall * value / HIGHEST
        sheet.base(y)
        sheet.text(MARGIN, y, str(value), size=10)
    labels = []
    for one in timeline.spreads:
        x = sheet.scale.at(one.on)
        low, high = (
            floor - tall * score / HIGHEST for score in (one.lowest, one.highest)
        )
        sheet.pen.line([(x, low), (x, high)], fill=LINE, width=3 * SCALE)
        for y in {low, high}:
            sheet.dot(x, y, small=True)
        said = words.spread_in_words(one).replace(" to ", "-")
        labels.append((x, high - DOT - 2 * SCALE, said))
    sheet.labels(labels)


def _conferences(sheet: Sheet, top: float, timeline: Timeline) -> None:
    y = top + ROW
    _base_or_nothing(sheet, y, timeline.conferences)
    labels = []
    for one in timeline.conferences:
        x = sheet.scale.at(one.on)
        (sheet.square if one.is_late else sheet.dot)(x, y)
        late = ", late" if one.is_late else ""
        said = f"{words.CONFERENCES[one.kind]}{late}"
        labels.append((x, y - DOT - 3 * SCALE, said))
    _spread_out(sheet, labels)


def _rounds(sheet: Sheet, top: float, timeline: Timeline) -> None:
    y = top + ROW
    _base_or_nothing(sheet, y, timeline.rounds)
    labels = []
    for one in timeline.rounds:
        first = sheet.scale.at(one.opened_on)
        last = sheet.scale.at(one.closed_on or timeline.last_on)
        _bar(sheet, first, last, y)
        said = f"{one.answered} of {one.asked}"
        labels.append(((first + last) / 2, y - DOT - 3 * SCALE, said))
    _spread_out(sheet, labels)


def _notices(
    sheet: Sheet, top: float, timeline: Timeline, kinds: list[NoticeKind]
) -> None:
    if not kinds:
        sheet.nothing(top + ROW / 2)
    for number, kind in enumerate(kinds):
        y = _named(sheet, top, number, f"{NAMES[kind]}: {_count(timeline, kind)}")
        for one in timeline.notices:
            if one.kind is kind:
                sheet.dot(sheet.scale.at(one.on), y)


def _overdue(sheet: Sheet, top: float, timeline: Timeline) -> None:
    floor = top + PLOT - 8 * SCALE
    _base_or_nothing(sheet, floor, timeline.overdue)
    steps = timeline.overdue
    most = max((one.overdue for one in steps), default=0)
    ends = [*(after.on for after in steps[1:]), timeline.last_on]
    labels = []
    for one, end in zip(steps, ends, strict=False):
        if one.overdue:
            high = floor - (PLOT - 26 * SCALE) * one.overdue / most
            first, last = sheet.scale.at(one.on), sheet.scale.at(end)
            last = max(last, first + 2 * SCALE)
            sheet.pen.rectangle([first, high, last, floor], fill=BAND, outline=LINE)
            labels.append(((first + last) / 2, high - 3 * SCALE, str(one.overdue)))
    sheet.labels(labels)


def _changes(sheet: Sheet, top: float, timeline: Timeline) -> None:
    y = top + ROW / 2
    _base_or_nothing(sheet, y, timeline.lead_changes)
    for day in timeline.lead_changes:
        x = sheet.scale.at(day)
        ends = [(x - DOT, y + DOT), (x + DOT, y + DOT), (x, y - DOT)]
        sheet.pen.polygon(ends, fill=LINE, outline=PAPER)


def _signals(sheet: Sheet, top: float, timeline: Timeline) -> None:
    if not timeline.signals:
        sheet.nothing(top + ROW / 2)
    for number, one in enumerate(timeline.signals or ()):
        y = _named(sheet, top, number, one.name)
        first = sheet.scale.at(one.since)
        _bar(sheet, first, sheet.scale.at(one.until or timeline.last_on), y)


def _named(sheet: Sheet, top: float, number: int, name: str) -> float:
    """Draw a row with its name over it; return where its marks stand."""
    over = top + number * NAMED
    sheet.text(LEFT, over + 9 * SCALE, name)
    sheet.base(over + 27 * SCALE)
    return over + 27 * SCALE


def _bar(sheet: Sheet, first: float, last: float, y: float) -> None:
    place = [first, y - DOT, max(last, first + 2 * DOT), y + DOT]
    sheet.pen.rectangle(place, fill=LINE, outline=PAPER)


def _base_or_nothing(sheet: Sheet, y: float, items: Iterable[object]) -> None:
    if any(True for _ in items):
        sheet.base(y)
    else:
        sheet.nothing(y)


def _spread_out(sheet: Sheet, labels: list[tuple[float, float, str]]) -> None:
    """Write longer labels inside the picture, where they do not touch one another."""
    free = float(WIDTH - MARGIN)
    for x, y, said in sorted(labels, reverse=True):
        half = font(12).getlength(said) / 2
        at = max(min(x, free - half), MARGIN + half)
        if at + half <= free and abs(at - x) <= half:
            sheet.text(at, y, said, anchor="ms")
            free = at - half - 6 * SCALE


def _count(timeline: Timeline, kind: NoticeKind) -> int:
    return sum(one.kind is kind for one in timeline.notices)
