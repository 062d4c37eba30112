"""The tutorial's steps against the real bot, in Chromium; and a round by keyboard."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import DESKTOP, PHONE, grave_faults, launched, overhang
from tests.journeys import first_round, referral_walk
from tests.journeys.first_round import Walker
from tests.journeys.stage import opened
from tests.practice_workspace import ASHA

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
TUTORIALS = Path(__file__).parents[2] / "docs" / "tutorial"
TUTORIAL = TUTORIALS / "first-round.md"
REFERRAL = TUTORIALS / "a-referral-nobody-answers.md"
# What is bold in the tutorial and no word on the screen.
SAID_ONLY = {"Time in this workspace"}


@pytest.fixture(scope="module")
def browser():
    with launched() as running:
        yield running


@pytest.fixture
def stage(sqlite_url, ring, tmp_path):
    with opened(sqlite_url, ring, tmp_path) as made:
        yield made


@pytest.fixture
def window(browser, stage):
    """Open the page as Asha: `window(phone=True)`."""
    contexts, faults = [], []

    def open_page(*, phone=False):
        # Only the tests' own axe needs to get round the page's content policy.
        context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            has_touch=phone,
            locale="en-GB",
            reduced_motion="reduce",
            bypass_csp=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(f"{stage.workspace.url}/?as={ASHA}#/home")
        page.wait_for_selector("#sidebar a", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == [], "the page's own script failed"


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_the_tutorial_can_be_walked_and_its_words_are_on_the_screen(
    stage, window, phone
):
    walker = Walker(window(phone=phone), is_phone=phone)
    found = {}

    def look(place, page):
        found[place] = [*grave_faults(page), f"overhang {overhang(page)}"]

    first_round.walk(walker, look, today=lambda: stage.today)

    assert found == {place: ["overhang 0"] for place in first_round.PLACES}
    assert unseen(TUTORIAL, walker) == set()


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_a_referral_can_be_followed_as_the_tutorial_says(stage, window, phone):
    walker = Walker(window(phone=phone), is_phone=phone)
    found = {}

    def look(place, page):
        found[place] = [*grave_faults(page), f"overhang {overhang(page)}"]

    referral_walk.walk(walker, look)

    assert found == {place: ["overhang 0"] for place in referral_walk.PLACES}
    assert unseen(REFERRAL, walker) == set()


def unseen(tutorial, walker):
    """Give what a tutorial names and its walk does not meet."""
    bold = re.findall(r"\*\*(.+?)\*\*", tutorial.read_text(encoding="utf-8"))
    return {
        words
        for words in {*bold} - SAID_ONLY
        if not any(words in name for name in walker.named)
    }


def tab_to(page, target):
    for _ in range(80):
        if target.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{target} cannot be reached with the Tab key")


def test_a_view_is_given_with_the_keyboard_alone(stage, window):
    page = window()
    form = page.get_by_role("dialog", name="Your view")

    def go(target, key="Enter"):
        tab_to(page, target)
        page.keyboard.press(key)

    go(page.locator(".switcher"))
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    expect(page.locator(".switcher")).to_contain_text("Ben Okafor")
    go(page.locator(".part-dms a").filter(has_text="Core Group Coordinator"))
    press = page.locator("#main").get_by_role("button", name="Give your view")
    expect(press).to_be_visible()
    go(press)
    expect(form).to_be_visible()
    go(form.get_by_role("radio").first, "Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, form.get_by_label("Why?"))
    page.keyboard.type("Home is calmer than it was: quagga.")
    go(form.get_by_role("checkbox", name="I have seen it myself"), "Space")
    go(form.get_by_role("button", name="Next"))
    expect(form).to_contain_text("to finish")
    expect(form.get_by_role("heading", name="Your view")).to_be_focused()
    tab_to(page, form.get_by_label("What have you told the parents?"))
    page.keyboard.type("That I think so.")
    go(form.get_by_role("button", name="Send my view"))
    thanks = page.get_by_role("dialog", name="Thank you")
    expect(thanks).to_contain_text("has been received")
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    stage.workspace.open_home("UBEN00002")
    go(page.locator("#sidebar").get_by_role("link", name="Home"))
    changing = page.get_by_role("button", name="Change my view").first
    expect(changing).to_be_visible()


def test_another_page_of_the_form_is_read_from_its_top(window):
    walker = Walker(window())
    walker.act_as("Ben Okafor")
    walker.open_messages()
    walker.press("Give your view")
    walker.choose("Continue the plan")
    walker.write("Why?", "Nothing has changed: quagga.")
    walker.choose("I have seen it myself")
    body = walker.form.locator(".modal-body")
    walker.form.get_by_role("checkbox", name="Different for").last.focus()
    assert body.evaluate("node => node.scrollTop") > 0

    walker.press("Next")
    walker.until_it_says("to finish")

    assert body.evaluate("node => node.scrollTop") == 0
