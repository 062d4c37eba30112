"""How referrals were answered, team by team, as bars: readable on a phone."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from bot.picture import GREY, INK, MARGIN, PAPER, RULE, SCALE, WIDTH, font
from workflows.referrals.figures import Figure

HEAD: Final = 62 * SCALE
ROW: Final = 62 * SCALE
BAR: Final = 20 * SCALE
# Told apart by place and by number; the shade is only an aid.
PARTS: Final = (
    ("answered_in_time", "in time", "#1f5f8b"),
    ("answered_late", "late", "#8fb4cc"),
    ("overdue", "overdue", "#1d1c1d"),
    ("waiting", "waiting", "#d4d4d8"),
)
ALT_LIMIT: Final = 2000


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One team: how many of its referrals stand how, in the order of the parts."""

    team: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """Give how many there were."""
        return sum(self.counts)


def bars(figures: Sequence[Figure]) -> tuple[Bar, ...]:
    """Return the figures of each team together, whoever referred."""
    teams = dict.fromkeys(one.team for one in figures)
    return tuple(
        Bar(
            team=team,
            counts=tuple(
                sum(getattr(one, name) for one in figures if one.team == team)
                for name, _, _ in PARTS
            ),
        )
        for team in teams
    )


def draw(figures: Sequence[Figure], *, title: str) -> bytes:
    """Return the picture as PNG."""
    rows = bars(figures)
    image = Image.new("RGB", (WIDTH, HEAD + max(len(rows), 1) * ROW), PAPER)
    pen = ImageDraw.Draw(image)
    pen.text((MARGIN, 12 * SCALE), title, fill=INK, font=font(15), stroke_width=0.5)
    under = "Answers to referrals, by team; a whole bar is all of them."
    pen.text((MARGIN, 34 * SCALE), under, fill=GREY, font=font(11))
    for number, row in enumerate(rows):
        _draw_row(pen, row, HEAD + number * ROW)
    if not rows:
        pen.text((MARGIN, HEAD), "No referral was made.", fill=GREY, font=font(13))
    kept = io.BytesIO()
    image.quantize(64, Image.Quantize.FASTOCTREE).save(
        kept, format="PNG", optimize=True
    )
    return kept.getvalue()


def alt_text(figures: Sequence[Figure], *, title: str) -> str:
    """Return what the picture shows, in words."""
    rows = bars(figures)
    said = " ".join(f"{row.team}: {row.total} in all, {_counted(row)}." for row in rows)
    return f"{title}. {said or 'No referral was made.'}"[:ALT_LIMIT]


def _draw_row(pen: ImageDraw.ImageDraw, row: Bar, top: int) -> None:
    pen.line([(MARGIN, top), (WIDTH - MARGIN, top)], fill=RULE, width=SCALE)
    name = f"{row.team[:44]} ({row.total})"
    pen.text((MARGIN, top + 4 * SCALE), name, fill=INK, font=font(12))
    left, whole = float(MARGIN), WIDTH - 2 * MARGIN
    for count, (_, _, shade) in zip(row.counts, PARTS, strict=True):
        right = left + whole * count / max(row.total, 1)
        if count:
            box = [left, top + 21 * SCALE, right, top + 21 * SCALE + BAR]
            pen.rectangle(box, fill=shade, outline=PAPER)
        left = right
    spot = (MARGIN, top + 44 * SCALE)
    pen.text(spot, _counted(row), fill=INK, font=font(11))


def _counted(row: Bar) -> str:
    return ", ".join(
        f"{count} {name}" for count, (_, name, _) in zip(row.counts, PARTS, strict=True)
    )
