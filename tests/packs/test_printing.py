"""The pack on paper: all of it, escaped, marked, and kept by nobody on the way."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from bot.pack_words import visible
from bot.printing import Press
from tests.packs.samples import sample_pack
from tests.packs.texts import NASTY, every_text
from workflows.packs.links import Gone

PRESS = Press()


class Reader(HTMLParser):
    """Reads a page as a browser would: tags, and what stands in marked elements."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.said, self.text = [], [], ""
        self._inside = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if "said" in dict(attrs).get("class", "").split():
            self._inside = tag
            self.said.append("")

    def handle_endtag(self, tag):
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data):
        self.text += data
        if self._inside:
            self.said[-1] += data


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_twelve_agencies_six_siblings_and_long_answers_lose_nothing(text):
    pack = sample_pack(agencies=12, children=6, text=text)

    page = Reader(PRESS.pack_page(pack).html)

    assert sorted(page.said) == sorted(visible(said) for said in every_text(pack))


def test_what_somebody_wrote_makes_no_element():
    plain = Reader(PRESS.pack_page(sample_pack(text="calm " * 20)).html)

    page = Reader(PRESS.pack_page(sample_pack(text=NASTY["markup"])).html)

    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert not {"script", "iframe", "link"} & {tag for tag, _ in page.tags}
    assert not [name for _, attrs in page.tags for name in attrs if name[:2] == "on"]


def test_every_child_begins_on_a_sheet_of_its_own_marked_not_for_parents():
    pack = sample_pack(children=3)

    html = PRESS.pack_page(pack).html

    sections = html.split('<section class="child')[1:]
    assert len(sections) == 3
    for child, section in zip(pack.children, sections, strict=True):
        assert "Not for parents" in section
        assert f"<h2>{child.alias}</h2>" in section
        assert f'content: "{child.alias}"' in html


def test_an_alias_that_is_not_one_never_reaches_the_style_sheet():
    pack = sample_pack(children=1)
    odd = '"; } body { display: none } /*'
    object.__setattr__(pack.children[0], "alias", odd)

    page = Reader(PRESS.pack_page(pack).html)

    styles = [tag for tag, _ in page.tags].count("style")
    assert styles == 2
    assert odd in page.text
    assert 'content: "";' in page.text


def test_the_picture_is_in_the_page_with_words_and_numbers_beside_it():
    pack = sample_pack(children=2)

    page = Reader(PRESS.pack_page(pack).html)

    timeline, *images = [attrs for tag, attrs in page.tags if tag == "img"]
    assert timeline["alt"].startswith("CG-4817: timeline, ")
    assert len(images) == 2
    for image in images:
        assert image["src"].startswith("data:image/png;base64,")
        assert "higher is safer" in image["alt"]
    assert "3 (3 Feb 26), 4 (5 May 26), 4 (10 Nov 26)" in page.text


def test_the_readers_private_label_is_not_printed():
    pack = sample_pack()
    assert pack.children[0].label

    assert pack.children[0].label not in PRESS.pack_page(pack).html


@pytest.mark.parametrize("name", ["pack", "landing", "gone"])
def test_a_page_is_not_kept_indexed_framed_or_told_on(name):
    pages = {
        "pack": lambda: PRESS.pack_page(sample_pack()),
        "landing": PRESS.landing_page,
        "gone": PRESS.gone_page,
    }

    page = pages[name]()

    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "noindex" in page.headers["X-Robots-Tag"]
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in re.sub(r"<style>.*?</style>", "", page.html, flags=re.DOTALL)
    for style in re.findall(r"<style>(.*?)</style>", page.html, flags=re.DOTALL):
        digest = hashlib.sha256(style.encode()).digest()
        assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy


def test_the_landing_page_has_one_button_and_posts_to_its_own_address():
    page = Reader(PRESS.landing_page().html)

    assert [tag for tag, _ in page.tags].count("button") == 1
    assert [attrs for tag, attrs in page.tags if tag == "form"] == [{"method": "post"}]
    assert not [tag for tag, _ in page.tags if tag in {"a", "img", "input"}]


def test_the_page_for_a_spent_link_says_what_the_refusal_says():
    assert Gone().said in Reader(PRESS.gone_page().html).text
