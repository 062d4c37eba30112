"""The tutorial's first round, walked in a browser as its reader walks it."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

PLACES = (
    *("the message", "the form", "its last page", "the thanks"),
    *("the chair's Home", "the views", "the pack", "a child's page"),
    *("who has answered", "the discussion", "taking a view", "away"),
    *("a notice", "changing a core group", "cancelling it"),
    *("who came", "the children seen", "the record", "a calendar", "an address"),
    *("dates to find", "setting up"),
    "nothing to see",
)
Look = Callable[[str, Page], None]
# A week passes, and messages are sent, between one press and what it shows.
expect.set_options(timeout=30_000)


class Walker:
    """
    One person at the page, on a large screen or a telephone.

    `named` collects every word on the screen that was used to find one's way.
    """

    def __init__(self, page: Page, *, is_phone: bool = False) -> None:
        self.page = page
        self.is_phone = is_phone
        self.named: set[str] = set()

    @property
    def form(self) -> Locator:
        return self.page.locator("#modal[open]")

    def act_as(self, name: str) -> None:
        """Become somebody else, at their Home."""
        self.named.add(name)
        self.page.locator(".switcher").click()
        self.page.locator(".person").filter(has_text=name).click()
        expect(self.page.locator(".switcher")).to_contain_text(name)
        expect(self.page.locator(".home h2 .unseen")).to_have_text(f" of {name}")
        expect(self.page.get_by_role("button", name="Help")).to_be_visible()

    def open_messages(self) -> None:
        """Go to the direct messages of the bot."""
        if self.is_phone:
            self.page.locator("#tabs").get_by_role("link", name="Messages").click()
        name = "Core Group Coordinator"
        self.named.add(name)
        self.page.locator(".part-dms a").filter(has_text=name).click()

    def go_home(self) -> None:
        """Go to Home."""
        self.named.add("Home")
        if self.is_phone:
            self.page.get_by_role("link", name="Back to the list").click()
        self.page.get_by_role("link", name="Home").locator("visible=true").click()

    def press(self, label: str, *, of: str = "") -> None:
        """Press a button, in the form if one is open; `of` is the core group's."""
        self.named.add(label)
        place = self.form if self.form.count() else self.page.locator("#main")
        name = re.compile(f"^({re.escape(of)}.*: )?{re.escape(label)}")
        place.get_by_role("button", name=name).first.click()

    def choose(self, label: str) -> None:
        """Choose or tick an answer."""
        self.named.add(label)
        self.form.get_by_label(label).first.check()

    def select(self, question: str, answer: str) -> None:
        """Choose an answer from a menu."""
        self.form.get_by_label(question).select_option(label=answer)

    def write(self, question: str, text: str) -> None:
        """Write an answer."""
        self.named.add(question)
        self.form.get_by_label(question).fill(text)

    def until_it_says(self, text: str) -> None:
        """Wait until the form says something."""
        expect(self.form).to_contain_text(text)

    def close(self) -> None:
        """Close the form."""
        self.named.add("Close")
        self.form.get_by_role("button", name="Close").last.click()
        expect(self.form).to_have_count(0)

    def close_all(self) -> None:
        """Close every form that is open on top of another."""
        while self.form.count():
            self.form.get_by_role("button", name="Close", exact=True).first.click()
            self.page.wait_for_timeout(300)

    def open_group(self, alias: str) -> None:
        """Open a core group's page from Home."""
        self.named.add("Open")
        self.page.get_by_role("button", name=f"Open {alias}").click()
        self.until_it_says("Members")

    def let_time_pass(self) -> None:
        """Let a week and a day pass, as the time panel offers it."""
        if self.is_phone:
            self.page.locator("#tabs").get_by_role("link", name="Time").click()
        panel = self.page.locator("#panel")
        self.named |= {"Run to a date", "Run", "+ 1 day"}
        panel.get_by_text("Run to a date").click()
        panel.get_by_role("button", name="Run", exact=True).click()
        expect(panel.get_by_role("status")).to_contain_text("on the way")
        panel.get_by_text("Run to a date").click()
        before = panel.locator(".panel-day").inner_text()
        panel.get_by_role("button", name="+ 1 day").click()
        expect(panel.locator(".panel-day")).not_to_have_text(before)
        expect(panel.get_by_role("status")).to_contain_text("on the way")
        if self.is_phone:
            self.page.locator("#tabs").get_by_role("link", name="Home").click()


def walk(walker: Walker, look: Look, *, today: Callable[[], date]) -> None:
    """Walk the tutorial from its first step to its last, with a look at each place."""
    alias = _give_a_view(walker, look)
    walker.let_time_pass()
    _read_as_the_chair(walker, look, alias)
    _follow_up(walker, look, alias, today().isoformat())
    _take_a_view(walker, look, today().isoformat())
    _be_away(walker, look, today().isoformat())
    _give_a_notice(walker, look, alias)
    _cancel_a_core_group(walker, look, alias)
    _find_a_date(walker, look, today())
    _record_a_meeting(walker, look, (today() - timedelta(days=9)).isoformat())
    _subscribe(walker, look)
    _set_up(walker, look, today().isoformat())
    walker.act_as("Xan Reed")
    expect(walker.page.locator(".home-sheet")).not_to_contain_text("CG-")
    look("nothing to see", walker.page)


def _give_a_view(walker: Walker, look: Look) -> str:
    walker.act_as("Ben Okafor")
    walker.open_messages()
    asked = walker.page.locator(".message").first
    expect(asked).to_contain_text("your view before the review conference")
    found = re.search(r"(CG-\d{4}): your view", asked.inner_text())
    assert found, "the message asks for no view"
    look("the message", walker.page)
    walker.press("Give your view")
    walker.until_it_says("Nobody is watching this")
    look("the form", walker.page)
    walker.choose("The plan is not enough: seek legal advice")
    walker.write("Why?", "The youngest has lost weight since the last review.")
    walker.choose("I have seen it myself")
    walker.press("Next")
    walker.until_it_says("to finish")
    walker.write("What have you told the parents?", "That I am worried, and why.")
    look("its last page", walker.page)
    walker.press("Send my view")
    walker.until_it_says("has been received")
    look("the thanks", walker.page)
    walker.close()
    walker.go_home()
    return found[1]


def _read_as_the_chair(walker: Walker, look: Look, alias: str) -> None:
    walker.act_as("Femi Adeyemi")
    look("the chair's Home", walker.page)
    walker.press("Read the views", of=alias)
    walker.until_it_says("Views differ")
    walker.until_it_says("The youngest has lost weight")
    look("the views", walker.page)
    walker.close()
    walker.press("Open the pack")
    walker.until_it_says("Not for parents")
    look("the pack", walker.page)
    walker.press("Next")
    walker.until_it_says("Questions to put")
    look("a child's page", walker.page)
    walker.press("Print")
    walker.named.add("Open the page to print")
    with walker.page.context.expect_page() as opened:
        walker.form.get_by_role("link", name="Open the page to print").click()
    paper = opened.value
    paper.get_by_role("button", name="Open the pack").click()
    expect(paper.locator("body")).to_contain_text("NOT FOR PARENTS", ignore_case=True)
    paper.close()
    walker.close_all()


def _follow_up(walker: Walker, look: Look, alias: str, today: str) -> None:
    walker.act_as("Asha Verma")
    # The Home of a week ago is there until the new one comes.
    discussion = walker.page.get_by_role("button", name=f"{alias}: Record the disc")
    expect(discussion).to_be_visible()
    walker.press("Who has answered")
    walker.until_it_says("Not yet heard from")
    look("who has answered", walker.page)
    walker.press("Ask now")
    walker.until_it_says("They are asked")
    walker.close()
    walker.press("Record the discussion", of=alias)
    walker.choose("We discussed it")
    walker.write("On which day?", today)
    walker.write("The group's joint view", "We did not agree about the youngest.")
    look("the discussion", walker.page)
    walker.press("Record")
    _finish(walker)


def _take_a_view(walker: Walker, look: Look, today: str) -> None:
    walker.act_as("Hana Sato")
    walker.press("Take their view")
    walker.until_it_says("Lena Fox")
    walker.choose("Continue the plan")
    walker.write("Why?", "The birth plan is not agreed yet.")
    walker.choose("Another professional told me")
    walker.press("Next")
    walker.until_it_says("How did they tell you?")
    walker.select("How did they tell you?", "By telephone")
    walker.write("On which day?", today)
    walker.choose("I read it back to them, and they agreed")
    walker.write("What have you told the parents?", "Nothing yet: next visit is soon.")
    look("taking a view", walker.page)
    walker.press("Send their view")
    walker.until_it_says("has been received")
    walker.close()


def _be_away(walker: Walker, look: Look, today: str) -> None:
    walker.act_as("Esther Lund")
    walker.press("I am away")
    walker.write("First day", today)
    walker.write("Last day", today)
    look("away", walker.page)
    walker.press("Save")
    _finish(walker)


def _give_a_notice(walker: Walker, look: Look, alias: str) -> None:
    walker.act_as("Ben Okafor")
    walker.press("Give a notice", of=alias)
    walker.until_it_says("What happened?")
    walker.choose("Access refused")
    walker.write(
        "What should the others know, in a line?", "Nobody opened, a radio was on."
    )
    look("a notice", walker.page)
    walker.press("Give")
    walker.until_it_says("is kept")
    walker.close()


def _cancel_a_core_group(walker: Walker, look: Look, alias: str) -> None:
    walker.act_as("Asha Verma")
    # The Home of before is there until the new one comes.
    notice = walker.page.get_by_role("button", name=f"{alias}: Read the notice")
    expect(notice).to_be_visible()
    walker.open_group(alias)
    walker.press("Change or cancel")
    walker.until_it_says("Can it go ahead without you?")
    walker.choose("No, it needs another day")
    look("changing a core group", walker.page)
    walker.press("Next")
    walker.until_it_says("Why can it not be held?")
    walker.write("Why can it not be held?", "The room is double booked.")
    walker.named.add("On which day will it meet instead?")
    look("cancelling it", walker.page)
    walker.press("Cancel it")
    walker.until_it_says("It is cancelled")
    walker.close_all()
    walker.named.add("Set a new date")
    missing = walker.page.get_by_role("button", name=f"{alias}: Set a new date")
    expect(missing).to_be_visible()


def _find_a_date(walker: Walker, look: Look, today: date) -> None:
    # Asha still, who owes a date for another family.
    walker.press("Find a date")
    walker.until_it_says("Date 1")
    walker.named.add("Date 1")
    # Never on a weekend.
    on = today + timedelta(days=(7 - today.weekday()) % 7 + 2)
    walker.form.get_by_role("textbox", name="Date 1").fill(on.isoformat())
    walker.form.get_by_label("Time of date 1").select_option(label="10:00")
    look("dates to find", walker.page)
    walker.press("Ask the members")
    expect(walker.form.get_by_role("button", name="Ask the members")).to_have_count(0)
    walker.close_all()


def _record_a_meeting(walker: Walker, look: Look, seen_on: str) -> None:
    walker.press("Record the meeting")
    walker.until_it_says("Who came?")
    for name in ("Asha Verma", "Ben Okafor", "Esther Lund"):
        box = walker.form.get_by_role("checkbox", name=name).first
        box.check()
    walker.named.add("Who came?")
    look("who came", walker.page)
    walker.press("Next")
    walker.until_it_says("Which children?")
    walker.write("On which day were they last seen?", seen_on)
    walker.form.get_by_label("By whom?").select_option(index=2)
    walker.named.add("By whom?")
    walker.choose("Seen alone")
    look("the children seen", walker.page)
    walker.press("Next")
    walker.until_it_says("You can correct it afterwards")
    look("the record", walker.page)
    walker.press("Finish and send")
    walker.until_it_says("The record is finished")
    walker.close_all()


def _subscribe(walker: Walker, look: Look) -> None:
    walker.act_as("Ben Okafor")
    walker.named.add("Read the record")
    # The Home of before is there until the new one comes.
    record = walker.page.get_by_role("button", name=re.compile("Read the record"))
    expect(record.first).to_be_visible()
    walker.press("My calendar")
    walker.until_it_says("and nothing else")
    look("a calendar", walker.page)
    walker.press("Make my address")
    walker.until_it_says("This address is a key")
    look("an address", walker.page)
    walker.close_all()


def _set_up(walker: Walker, look: Look, today: str) -> None:
    walker.act_as("Grace Holt")
    walker.press("Set up a core group")
    walker.write("Day of the initial conference", today)
    walker.select("Who is the lead social worker?", "Asha Verma (Social worker)")
    walker.select("How many children?", "1")
    look("setting up", walker.page)
    walker.press("Next")
    walker.until_it_says("Category")
    walker.write("Born in which month?", today[:7])
    walker.select("Category", "Neglect")
    walker.press("Set up")
    _finish(walker)


def _finish(walker: Walker) -> None:
    # Some forms say a last word, others simply close.
    expect(walker.form.get_by_role("button", name="Save")).to_have_count(0)
    expect(walker.form.get_by_role("button", name="Record")).to_have_count(0)
    expect(walker.form.get_by_role("button", name="Set up")).to_have_count(0)
    if walker.form.count():
        walker.close()
