"""The steps of the tutorial about a referral, walked in a browser."""

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page, expect

from tests.journeys.first_round import Walker

Look = Callable[[str, Page], None]
PLACES: Final = (
    "the form",
    "what is kept",
    "the queue",
    "the referral",
    "the history",
    "the last rung",
    "answering",
    "the answer",
)


def walk(walker: Walker, look: Look) -> None:
    """Walk the tutorial from its first step to its last, with a look at each place."""
    _record(walker, look)
    _look_at_the_history(walker, look)
    walker.let_time_pass()
    _answer(walker, look)
    _read_the_answer(walker, look)


def _record(walker: Walker, look: Look) -> None:
    walker.act_as("Ben Okafor")
    walker.press("Record a referral")
    walker.until_it_says("does not make the referral")
    form = walker.form
    walker.named |= {"Home", "Is a child in danger now?", "No", "Yes", "Which family?"}
    form.get_by_role("radio", name="No", exact=True).check()
    form.get_by_label("Which family?").select_option(index=1)
    form.get_by_label("What is the worry about, first of all?").select_option(index=1)
    walker.named |= {"What is the worry?", "At what time?", "To which team?"}
    form.get_by_label("What is the worry?", exact=True).fill("No food: quagga.")
    walker.choose("By telephone")
    form.get_by_label("At what time?").fill("08:30")
    form.get_by_label("To which team?").select_option(index=1)
    form.get_by_role("radio", name="Not yet", exact=True).check()
    look("the form", walker.page)
    walker.press("Record it")
    walker.until_it_says("confirm it to them in writing")
    look("what is kept", walker.page)
    walker.close()


def _look_at_the_history(walker: Walker, look: Look) -> None:
    walker.act_as("Gita Rao")
    expect(walker.page.locator(".home-sheet")).to_contain_text("waits for an answer")
    look("the queue", walker.page)
    walker.press("Read it")
    walker.until_it_says("No food: quagga.")
    look("the referral", walker.page)
    walker.press("History of the family")
    walker.until_it_says("A plan is open")
    look("the history", walker.page)
    walker.close_all()


def _answer(walker: Walker, look: Look) -> None:
    walker.act_as("Sofia Brand")
    expect(walker.page.locator(".home-sheet")).to_contain_text("has no answer yet")
    look("the last rung", walker.page)
    walker.press("Answer it")
    walker.until_it_says("was asked on")
    walker.choose("Accepted: we act on it")
    walker.write("What happens next, or why not", "A visit tomorrow: quagga.")
    look("answering", walker.page)
    walker.form.get_by_role("button", name="Answer it").click()
    walker.until_it_says("It came late")
    walker.close_all()


def _read_the_answer(walker: Walker, look: Look) -> None:
    walker.act_as("Ben Okafor")
    walker.press("Read the answer")
    walker.until_it_says("A visit tomorrow: quagga.")
    look("the answer", walker.page)
    walker.close_all()
    expect(walker.page.locator(".home-sheet")).not_to_contain_text("your referral")
