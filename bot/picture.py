"""
Scores over time as a picture: readable at the width of a phone.

One strip an agency instead of lines across one another: twelve agencies stay legible,
and nothing depends on telling colours apart. Kinds of agency and dates only, because
the picture may become a file in Slack.
"""

import io
from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from workflows.scores.over_time import ScoreLine, ScorePoint, Scores

# Drawn at twice the width of a phone (390), so that it stays sharp there.
SCALE: Final = 2
WIDTH: Final = 390 * SCALE
MARGIN: Final = 16 * SCALE
AXIS: Final = 22 * SCALE
HEAD: Final = 70 * SCALE
NAME: Final = 29 * SCALE
STRIP: Final = 58 * SCALE
FOOT: Final = 12 * SCALE
DOT: Final = 4 * SCALE
HIGHEST: Final = 10
GRID: Final = (0, 5, 10)
# A date needs about this much room; with more rounds some go without theirs.
DATE_ROOM: Final = 62 * SCALE

PAPER: Final = "#ffffff"
INK: Final = "#1d1c1d"
GREY: Final = "#5c5b60"
RULE: Final = "#d4d4d8"
LINE: Final = "#1f5f8b"

ALT_LIMIT: Final = 2000


def draw(scores: Scores) -> bytes:
    """Return the picture as PNG."""
    rows = max(len(scores.lines), 1)
    height = HEAD + rows * (NAME + STRIP) + FOOT
    image = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(image)
    across = _across(scores.rounds)
    _draw_head(pen, scores, across)
    for number, line in enumerate(scores.lines):
        _draw_line(pen, line, across, HEAD + number * (NAME + STRIP))
    if not scores.lines:
        pen.text((MARGIN, HEAD), "No scores were given.", fill=GREY, font=font(14))
    kept = io.BytesIO()
    image.quantize(64, Image.Quantize.FASTOCTREE).save(
        kept, format="PNG", optimize=True
    )
    return kept.getvalue()


def alt_text(scores: Scores) -> str:
    """Return what the picture shows, in words, within Slack's limit."""
    opening = f"{scores.alias}: scores by agency, 0 to 10, higher is safer. "
    if not scores.lines:
        return f"{opening}No scores were given."
    whole = opening + " ".join(
        _line_in_words(line, line.points) for line in scores.lines
    )
    if len(whole) <= ALT_LIMIT:
        return whole
    latest = (_line_in_words(line, line.points[-1:]) for line in scores.lines)
    newest = f"{opening}The newest of each; all are in the table. {' '.join(latest)}"
    return newest if len(newest) <= ALT_LIMIT else f"{opening}All are in the table."


def score_in_words(point: ScorePoint) -> str:
    """Return one score, or both ends where two members of an agency differ."""
    if point.lowest == point.highest:
        return str(point.lowest)
    return f"{point.lowest} to {point.highest}"


def _line_in_words(line: ScoreLine, points: Iterable[ScorePoint]) -> str:
    said = ", ".join(
        f"{score_in_words(point)} on {short_date(point.on)}" for point in points
    )
    return f"{line.label}: {said}."


def short_date(day: date) -> str:
    """Return a date that fits under a point."""
    return f"{day.day} {day:%b} {day:%y}"


def _across(rounds: tuple[date, ...]) -> dict[date, float]:
    """Place the rounds by their dates, so that a long silence looks long."""
    left, right = MARGIN + AXIS + DATE_ROOM / 2, WIDTH - MARGIN - DATE_ROOM / 2
    if len(rounds) < 2:  # noqa: PLR2004 - one alone stands in the middle
        return dict.fromkeys(rounds, (left + right) / 2)
    whole = (rounds[-1] - rounds[0]).days
    return {
        day: left + (right - left) * (day - rounds[0]).days / whole for day in rounds
    }


def _draw_head(
    pen: ImageDraw.ImageDraw, scores: Scores, across: dict[date, float]
) -> None:
    title = f"{scores.alias}  scores over time"
    pen.text((MARGIN, 12 * SCALE), title, fill=INK, font=font(17), stroke_width=0.5)
    under = "0 to 10, higher is safer. By agency, given separately."
    pen.text((MARGIN, 34 * SCALE), under, fill=GREY, font=font(12))
    # From the newest backwards: that one is always dated.
    free = float(WIDTH)
    for day in sorted(across, reverse=True):
        at = across[day]
        if at + DATE_ROOM / 2 <= free:
            spot = (at, HEAD - 8 * SCALE)
            pen.text(spot, short_date(day), fill=INK, font=font(12), anchor="ms")
            free = at - DATE_ROOM / 2


def _draw_line(
    pen: ImageDraw.ImageDraw, line: ScoreLine, across: dict[date, float], top: int
) -> None:
    pen.line([(MARGIN, top), (WIDTH - MARGIN, top)], fill=RULE, width=SCALE)
    spot = (MARGIN, top + 5 * SCALE)
    pen.text(spot, line.label, fill=INK, font=font(14), stroke_width=0.4)
    base = top + NAME + STRIP - 9 * SCALE
    for value in GRID:
        y = _height(base, value)
        pen.line([(MARGIN + AXIS, y), (WIDTH - MARGIN, y)], fill=RULE, width=1)
        numeral = (MARGIN + AXIS - 6 * SCALE, y)
        pen.text(numeral, str(value), fill=GREY, font=font(10), anchor="rm")
    points = {point.on: point for point in line.points}
    # Only from one round to the very next: a round without a score leaves a hole.
    for before, after in pairwise(across):
        if before in points and after in points:
            ends = [
                (across[day], _height(base, _middle(points[day])))
                for day in (before, after)
            ]
            pen.line(ends, fill=LINE, width=2 * SCALE)
    for point in line.points:
        _draw_point(pen, point, across[point.on], base)


def _middle(point: ScorePoint) -> float:
    return (point.lowest + point.highest) / 2


def _draw_point(
    pen: ImageDraw.ImageDraw, point: ScorePoint, x: float, base: float
) -> None:
    low, high = _height(base, point.lowest), _height(base, point.highest)
    pen.line([(x, low), (x, high)], fill=LINE, width=2 * SCALE)
    for y in {low, high}:
        pen.ellipse([x - DOT, y - DOT, x + DOT, y + DOT], fill=LINE, outline=PAPER)
    pen.text(
        (x, high - DOT - 2 * SCALE),
        score_in_words(point),
        fill=INK,
        font=font(13),
        anchor="ms",
        stroke_width=2 * SCALE,
        stroke_fill=PAPER,
    )


def _height(base: float, value: float) -> float:
    # The strip keeps room above ten for the numeral of a ten.
    return base - (STRIP - 20 * SCALE) * value / HIGHEST


@cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    # Pillow brings this font: a fresh machine may have none.
    return ImageFont.load_default(size * SCALE)
