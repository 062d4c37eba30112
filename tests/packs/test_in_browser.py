"""The printed pack in a real browser: styled under its own policy, on every width."""

import re

import pytest

from bot.printing import Press
from tests.browser import DESKTOP, PHONE, grave_faults, launched, overhang
from tests.packs.samples import sample_pack
from tests.packs.texts import NASTY

pytestmark = pytest.mark.browser
ADDRESS = "http://pack.invalid/pack/token"
PRESS = Press()


@pytest.fixture(scope="module")
def browser():
    with launched() as running:
        yield running


@pytest.fixture
def show(browser):
    """Give what shows a page as the bot would serve it, in a window of some size."""
    contexts = []

    def open_it(printed, *, size=DESKTOP, bypass_csp=False):
        context = browser.new_context(viewport=size, bypass_csp=bypass_csp)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.route(
            ADDRESS,
            lambda route: route.fulfill(
                body=printed.html,
                headers={"Content-Type": "text/html", **printed.headers},
            ),
        )
        page.goto(ADDRESS)
        return page

    yield open_it
    for context in contexts:
        context.close()


def pages():
    return {
        "pack": PRESS.pack_page(sample_pack(children=2)),
        "landing": PRESS.landing_page(),
        "gone": PRESS.gone_page(),
    }


@pytest.mark.parametrize("name", ["pack", "landing", "gone"])
def test_it_is_styled_and_pictured_under_its_own_policy(show, name):
    page = show(pages()[name])

    assert page.complaints == []
    family = page.evaluate("getComputedStyle(document.body).fontFamily")
    assert "Helvetica Neue" in family
    widths = page.evaluate("[...document.images].map(image => image.naturalWidth)")
    assert widths == ([780, 780, 780] if name == "pack" else [])


@pytest.mark.parametrize("name", ["pack", "landing", "gone"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_stands_over_the_edge_and_nothing_shuts_anyone_out(show, name, size):
    page = show(pages()[name], size=size, bypass_csp=True)

    assert overhang(page) <= 0
    assert grave_faults(page) == []


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_the_longest_words_stay_on_a_phones_screen(show, text):
    page = show(PRESS.pack_page(sample_pack(children=1, text=text)), size=PHONE)

    assert overhang(page) <= 0


def test_scripts_that_somebody_wrote_do_not_run(show):
    page = show(PRESS.pack_page(sample_pack(text=NASTY["markup"])))

    assert page.evaluate("document.scripts.length") == 0
    assert page.complaints == []


def test_on_paper_each_child_begins_a_sheet(show):
    one, three = (
        show(PRESS.pack_page(sample_pack(agencies=2, children=count))).pdf(
            prefer_css_page_size=True
        )
        for count in (1, 3)
    )

    assert sheets(three) >= sheets(one) + 2
    # A4, in points.
    assert re.search(rb"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]", one)


def sheets(pdf):
    return len(re.findall(rb"/Type /Page\b", pdf))
