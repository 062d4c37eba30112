"""The pack and a parent's sheet as pages to print, and the small pages around them."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot import pack_words as words
from bot import timeline_picture, timeline_words
from bot.forms import adults
from bot.picture import alt_text, draw, score_in_words, short_date
from bot.words import day_and_year
from workflows.overview.parent_sheet import ParentSheet
from workflows.overview.sheet_links import SheetGone
from workflows.packs.contents import NamedGap, Pack, Side, Speaker
from workflows.packs.links import Gone

TEMPLATES: Final = Path(__file__).parent.parent / "templates"
# Nothing but these may stand in a style sheet of ours.
ALIAS: Final = re.compile(r"[A-Z]{2}-[0-9]{1,8}(?:/[0-9]{1,3})?")
# Links are not stored, indexed, framed, or told to another site.
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A page with the headers that it must be sent with."""

    html: str
    headers: Mapping[str, str]


class Press:
    """Makes the pages from the templates of one folder."""

    def __init__(self, templates: Path = TEMPLATES) -> None:
        """Read templates from this folder, each when it is first needed."""
        self._environment = Environment(
            loader=FileSystemLoader(templates),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(FILTERS)
        self._environment.globals.update(LINES, words=words)
        self._style = (templates / "packs" / "print.css").read_text(encoding="utf-8")
        self._large = (templates / "actions" / "sheet.css").read_text(encoding="utf-8")

    def landing_page(self) -> Printed:
        """
        Return the page with one button that opens the pack.

        It is the same for every token, known or not, so that asking for it tells
        nothing and changes nothing.
        """
        return self._page("packs/landing", self._style)

    def gone_page(self) -> Printed:
        """Return the page for a token that opens nothing, whatever the reason."""
        return self._page("packs/gone", self._style, words=Gone().said)

    def pack_page(self, pack: Pack) -> Printed:
        """Return the whole pack, a new sheet for each child."""
        pictures = {
            page.child_id: _picture(draw(page.scores)) for page in pack.children
        }
        styles = (self._style, _sheets(pack))
        return self._page(
            "packs/pack",
            *styles,
            pack=pack,
            pictures=pictures,
            timeline=_picture(timeline_picture.draw(pack.timeline)),
        )

    def sheet_landing_page(self) -> Printed:
        """Return the page with one button that opens a sheet, alike for any token."""
        return self._page("actions/landing", self._large)

    def sheet_gone_page(self) -> Printed:
        """Return the page for a token that opens no sheet, whatever the reason."""
        return self._page("actions/gone", self._large, words=SheetGone().said)

    def sheet_page(self, sheet: ParentSheet) -> Printed:
        """Return one adult's sheet: large, black on white, to be read aloud."""
        return self._page(
            "actions/sheet",
            self._large,
            sheet=sheet,
            dates=adults.dates,
            nothing=adults.NOTHING,
        )

    def _page(self, name: str, *styles: str, **values: Any) -> Printed:
        template = self._environment.get_template(f"{name}.html.j2")
        # Our own style sheets, and nobody's text in them: see `_sheets`.
        trusted = [Markup(style) for style in styles]  # noqa: S704
        html = template.render(styles=trusted, **values)
        return Printed(html=html, headers={**HEADERS, **_policy(styles)})


def _sheets(pack: Pack) -> str:
    """Return what names every sheet, so that a loose one finds its way back."""
    rules = [_sheet("", pack.alias)]
    for number, page in enumerate(pack.children, start=1):
        rules.append(_sheet(f" child-{number}", page.alias))
        rules.append(f".child-{number} {{ page: child-{number}; }}")
    return "\n".join(rules)


def _sheet(name: str, alias: str) -> str:
    shown = alias if ALIAS.fullmatch(alias) else ""
    font = "font: 700 8pt Arial, sans-serif"
    return f'@page{name} {{ @top-left {{ content: "{shown}"; {font}; }} }}'


def _policy(styles: tuple[str, ...]) -> dict[str, str]:
    digests = [hashlib.sha256(style.encode()).digest() for style in styles]
    allowed = " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)
    rules = (
        "default-src 'none'",
        f"style-src {allowed}",
        "img-src data:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
    return {"Content-Security-Policy": "; ".join(rules)}


def _picture(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def _one_lines(side: Side) -> list[str]:
    return [words.one_line(voice) for voice in side.voices]


def _gap_lines(gaps: tuple[NamedGap, ...]) -> list[str]:
    return [words.gap_in_words(gap) for gap in gaps]


def _voice_lines(speakers: tuple[Speaker, ...]) -> list[str]:
    return [words.voice_in_words(speaker) for speaker in speakers]


LINES: Final = {
    "one_lines": _one_lines,
    "gap_lines": _gap_lines,
    "voice_lines": _voice_lines,
    "timeline_lines": timeline_words.lines,
    "meeting_lines": lambda meetings: list(map(words.meeting_in_words, meetings)),
}
FILTERS: Final = {
    "timeline_alt": timeline_words.alt_text,
    "timeline_span": timeline_words.span,
    "agreement": words.agreement_in_words,
    "alt": alt_text,
    "changes": words.changes_in_words,
    "decision": words.decision_in_words,
    "child": words.about_the_child,
    "day": day_and_year,
    "discussion": words.discussion_in_words,
    "label": words.label_of,
    "moment": words.moment_in_words,
    "score": score_in_words,
    "short": short_date,
    "speaker": words.speaker_in_words,
    "under_the_name": words.under_the_name,
    "visible": words.visible,
}
