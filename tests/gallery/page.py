"""The gallery's one page: everything that people see, by workflow, with its length."""

import json
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Final

from tests.gallery.drawing import draw, words
from tests.gallery.limits import faults, units
from tests.gallery.shown import Shown

STYLE: Final = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 76rem;
  padding: 1rem; color: #1d1c1d; background: #f4f4f2; }
nav { columns: 12rem; margin: 1rem 0; }
.wall { display: grid; gap: 1rem; align-items: start;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); }
article { background: #fff; border: 1px solid #c9c9c6; border-radius: 10px;
  padding: .8rem 1rem; overflow-wrap: anywhere; max-height: 56rem; overflow-y: auto; }
h2 { text-transform: capitalize; margin: 2rem 0 .6rem; }
h3 { font-size: .85rem; margin: 0 0 .5rem; color: #4d4c4d; font-weight: 600; }
h4 { margin: .7rem 0 .2rem; font-size: 1.05rem; }
p { margin: .35rem 0; }
.small, small { font-size: .82rem; color: #595859; }
.phone { background: #1d1c1d; color: #fff; border-radius: 12px; padding: .5rem .8rem; }
.phone small { color: #d5d5d5; }
.top, .foot { display: flex; justify-content: space-between; gap: .5rem; }
.top { border-bottom: 1px solid #ddd; margin-bottom: .5rem; font-size: 1.1rem; }
.foot { border-top: 1px solid #ddd; margin-top: .6rem; padding-top: .5rem; }
.section { display: flex; gap: .6rem; align-items: start;
  justify-content: space-between; }
.row { display: flex; flex-wrap: wrap; gap: .4rem; }
.button { border: 1px solid #767676; border-radius: 6px; padding: .15rem .6rem;
  font-weight: 600; white-space: nowrap; background: #fff; }
.primary { background: #0b5c42; border-color: #0b5c42; color: #fff; }
.danger { background: #a3163c; border-color: #a3163c; color: #fff; }
.field { margin: .7rem 0; }
.box { border: 1px solid #8a8a8a; border-radius: 6px; padding: .3rem .5rem;
  max-height: 9rem; overflow: auto; white-space: pre-wrap; }
.lines { min-height: 3.2rem; }
.picture { border: 1px dashed #8a8a8a; padding: .5rem; }
.fault { background: #a3163c; color: #fff; padding: .3rem .6rem; }
select { max-width: 100%; }
"""


def page(shown: Iterable[Shown]) -> str:
    """Return the whole page."""
    by_group = {
        group: list(found)
        for group, found in groupby(
            sorted(shown, key=lambda one: one.group), key=lambda one: one.group
        )
    }
    links = "".join(
        f'<a href="#{group}">{escape(group)} ({len(found)})</a><br>'
        for group, found in by_group.items()
    )
    return "\n".join(
        (
            '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Gallery</title><style>{STYLE}</style></head><body><main>",
            "<h1>Everything that people see</h1>",
            "<p>Each message, form, page and Home at its shortest and its longest, ",
            "with everybody in it invented. The words are in <code>templates/</code> ",
            "and <code>bot/forms/</code>.</p>",
            f"<nav>{links}</nav>",
            *(_group(group, found) for group, found in by_group.items()),
            "</main></body></html>",
        )
    )


def _group(name: str, found: list[Shown]) -> str:
    wall = "\n".join("".join(_article(one)) for one in found)
    return f'<h2 id="{name}">{escape(name)}</h2><div class="wall">{wall}</div>'


def _article(shown: Shown) -> Iterator[str]:
    size = len(json.dumps(shown.body()))
    yield f'<article id="{shown.name}"><h3>{escape(shown.title)}</h3>'
    yield from (f'<p class="fault">{escape(fault)}</p>' for fault in faults(shown))
    if shown.view is None:
        yield (
            '<p class="phone"><small>Phone notification, '
            f"{units(shown.text)} characters</small><br>{escape(shown.text)}</p>"
        )
    else:
        yield from _head(shown.view)
    yield draw(shown.blocks)
    yield from _foot(shown.view or {})
    yield (
        f'<p class="small">{shown.method}, {len(shown.blocks)} blocks, {size} '
        f'bytes: <a href="{shown.name}.json">as it would be sent</a></p></article>'
    )


def _head(view: dict[str, dict[str, str]]) -> Iterator[str]:
    if "title" in view:
        yield f'<div class="top"><b>{words(view["title"])}</b><span>Close</span></div>'


def _foot(view: dict[str, dict[str, str]]) -> Iterator[str]:
    if "close" in view:
        yield f'<div class="foot"><span class="button">{words(view["close"])}</span>'
        if "submit" in view:
            yield f'<span class="button primary">{words(view["submit"])}</span>'
        yield "</div>"
