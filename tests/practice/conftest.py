"""A fresh practice workspace for each test, and Slack's own clients on it."""

import pytest
from slack_sdk import WebClient

from tests.browser import DESKTOP, PHONE, launched
from tests.practice.page_stage import Stage
from tests.practice_workspace import BOT_TOKEN, PERSON_TOKEN, PracticeWorkspace


@pytest.fixture
def workspace():
    with PracticeWorkspace() as running:
        yield running


@pytest.fixture
def bot(workspace):
    """Slack's Python client, as the bot; it never repeats a call by itself."""
    return WebClient(token=BOT_TOKEN, base_url=workspace.api_url, retry_handlers=[])


@pytest.fixture
def asha(workspace):
    """Slack's Python client, as Asha."""
    return WebClient(token=PERSON_TOKEN, base_url=workspace.api_url, retry_handlers=[])


@pytest.fixture
def room(bot):
    """A private channel of the bot's, with nobody else in it."""
    made = bot.conversations_create(name="cg-4817", is_private=True)
    return made["channel"]["id"]


@pytest.fixture(scope="module")
def browser():
    """Chromium, for the tests of one module."""
    with launched() as running:
        yield running


@pytest.fixture(scope="module")
def standing_stage(browser):
    """One workspace and one app for a module; without a browser not even these."""
    del browser
    with PracticeWorkspace() as running:
        built = Stage(running)
        yield built
        built.close()


@pytest.fixture
def stage(standing_stage):
    """A workspace at its beginning, with an app that answers."""
    standing_stage.begin()
    return standing_stage


@pytest.fixture
def window(browser, stage):
    """Open the page as somebody: `window(BEN, "#/dms", phone=True, dark=True)`."""
    contexts, faults = [], []

    def open_page(person, place="#/home", *, phone=False, dark=False):
        # Only the tests' own axe needs to get round the page's content policy.
        context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            has_touch=phone,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            bypass_csp=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(f"{stage.workspace.url}/?as={person}{place}")
        page.wait_for_selector("#sidebar a", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == [], "the page's own script failed"
