"""The workspace's page, used in a real browser as a person would."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.practice_workspace import ASHA, BEN, CAROL, XAN

pytestmark = pytest.mark.browser


def open_form(page):
    page.get_by_role("button", name="Give my view").click()
    form = page.get_by_role("dialog", name="Your view")
    expect(form).to_be_visible()
    return form


def tab_to(page, target):
    for _ in range(60):
        if target.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{target} cannot be reached with the Tab key")


def test_a_view_is_given_with_the_keyboard_alone(stage, window):
    stage.ask_for_view()
    page = window(ASHA)

    tab_to(page, page.locator(".switcher"))
    page.keyboard.press("Enter")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    expect(page.locator(".switcher")).to_contain_text("Ben Okafor")
    tab_to(page, page.locator(".part-dms a").filter(has_text="Core Group Coordinator"))
    page.keyboard.press("Enter")
    press = page.get_by_role("button", name="Give my view")
    expect(press).to_be_visible()
    tab_to(page, press)
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Your view")
    expect(form).to_be_visible()
    tab_to(page, form.get_by_role("radio", name="Continue"))
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, form.get_by_label("Why do you say so?"))
    page.keyboard.type("Both were calm: quagga.")
    tab_to(page, form.get_by_role("checkbox", name="I saw it myself"))
    page.keyboard.press("Space")
    tab_to(page, form.get_by_role("button", name="Send my view"))
    page.keyboard.press("Enter")
    expect(form).to_be_hidden()

    values = stage.heard_of("view_submission")["view"]["state"]["values"]
    assert values["plan"]["plan"]["selected_option"]["value"] == "end"
    assert values["why"]["why"]["value"] == "Both were calm: quagga."
    assert [one["value"] for one in values["how"]["how"]["selected_options"]] == [
        "self"
    ]
    assert press.evaluate("node => node === document.activeElement")


def test_focus_stays_in_an_open_form(stage, window):
    stage.ask_for_view()
    page = window(BEN, f"#/c/{stage.direct}")
    open_form(page)

    for _ in range(40):
        page.keyboard.press("Tab")
        is_outside = page.evaluate(
            "!document.activeElement.closest('#modal')"
            " && document.activeElement !== document.body"
        )
        assert not is_outside


def test_what_is_missing_is_said_in_the_form_and_nothing_is_sent(stage, window):
    stage.ask_for_view()
    page = window(BEN, f"#/c/{stage.direct}")
    form = open_form(page)

    form.get_by_role("button", name="Send my view").click()

    expect(form.get_by_role("alert")).to_have_text("3 answers need another look.")
    expect(form.get_by_text("Please choose an answer.")).to_have_count(2)
    expect(form.get_by_role("radio", name="Continue")).to_be_focused()
    assert [one for one in stage.heard if one["type"] == "view_submission"] == []


@pytest.mark.parametrize(
    ("label", "typed", "said"),
    [
        ("How safe, 0 to 10?", "eleven", "Please enter a number."),
        ("How safe, 0 to 10?", "11", "Please enter 10 or less."),
        ("How safe, 0 to 10?", "2.5", "Please enter a whole number."),
        ("Why do you say so?", "a" * 203, "This is 3 characters too long."),
    ],
)
def test_an_answer_of_the_wrong_kind_is_told_by_its_field(
    stage, window, label, typed, said
):
    stage.ask_for_view()
    page = window(BEN, f"#/c/{stage.direct}")
    form = open_form(page)

    form.get_by_label(label).fill(typed)
    form.get_by_role("button", name="Send my view").click()

    expect(form.get_by_text(said)).to_be_visible()
    expect(form.get_by_label(label)).to_have_attribute("aria-invalid", "true")


def fill_in(form, why="They were calm: quagga."):
    form.get_by_role("radio", name="Continue").check()
    form.get_by_label("Why do you say so?").fill(why)
    form.get_by_role("checkbox", name="I saw it myself").check()


def test_a_refusal_of_the_app_stands_by_its_field_with_the_text_kept(stage, window):
    stage.ask_for_view()
    refusal = "The pack has gone out. Ask the chair to add a late view."
    stage.answer_submit = {"response_action": "errors", "errors": {"why": refusal}}
    page = window(BEN, f"#/c/{stage.direct}")
    form = open_form(page)
    fill_in(form)

    form.get_by_role("button", name="Send my view").click()

    expect(form.get_by_text(refusal)).to_be_visible()
    expect(form.get_by_label("Why do you say so?")).to_be_focused()
    expect(form.get_by_label("Why do you say so?")).to_have_value(
        "They were calm: quagga."
    )


def test_text_stays_in_front_of_the_person_when_the_app_is_late(stage, window):
    stage.ask_for_view()
    stage.answer_after = 3.5
    page = window(BEN, f"#/c/{stage.direct}")
    form = open_form(page)
    fill_in(form)

    form.get_by_role("button", name="Send my view").click()

    expect(form.get_by_role("alert")).to_contain_text("did not answer within three")
    expect(form.get_by_label("Why do you say so?")).to_have_value(
        "They were calm: quagga."
    )


def test_closing_asks_only_when_words_would_be_lost(stage, window):
    stage.ask_for_view()
    page = window(BEN, f"#/c/{stage.direct}")
    form = open_form(page)
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()

    form = open_form(page)
    form.get_by_label("Why do you say so?").fill("quagga")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keep writing").click()
    expect(form.get_by_label("Why do you say so?")).to_have_value("quagga")
    form.get_by_role("button", name="Not now").click()
    page.get_by_role("button", name="Close and lose it").click()
    expect(form).to_be_hidden()

    assert stage.heard_of("view_closed")["is_cleared"] is False


def test_a_saved_draft_redraws_the_form_around_what_was_typed(stage, window):
    stage.ask_for_view()
    page = window(BEN, f"#/c/{stage.direct}")
    form = open_form(page)
    fill_in(form)

    form.get_by_role("button", name="Save draft").click()

    expect(form.get_by_text("Saved just now.")).to_be_visible()
    expect(form.get_by_role("radio", name="Continue")).to_be_checked()
    expect(form.get_by_label("Why do you say so?")).to_have_value(
        "They were calm: quagga."
    )
    pressed = stage.heard_of("block_actions")["view"]["state"]["values"]
    assert pressed["why"]["why"]["value"] == "They were calm: quagga."


def test_coming_back_from_a_second_form_finds_the_first_as_it_was(stage, window):
    stage.ask_for_view()
    page = window(BEN, f"#/c/{stage.direct}")
    form = open_form(page)
    fill_in(form)

    form.get_by_role("button", name="More").click()
    expect(page.get_by_label("Anything else?")).to_be_visible()
    page.get_by_role("button", name="Back").first.click()

    expect(form.get_by_label("Why do you say so?")).to_have_value(
        "They were calm: quagga."
    )


def test_home_shows_what_the_app_puts_there_and_its_buttons_work(stage, window):
    page = window(BEN)
    expect(page.get_by_text("Nothing on Home yet")).to_be_visible()
    assert stage.heard_of("app_home_opened")["event"]["user"] == BEN

    stage.show_home()

    expect(page.get_by_role("heading", name="What I owe")).to_be_visible()
    open_form(page)


def test_a_menu_a_choice_and_a_confirmed_button_reach_the_app(stage, window):
    stage.fill_group()
    page = window(BEN, f"#/c/{stage.group}")

    page.get_by_role("combobox", name="Choose a child").select_option("CG-4817/2")
    chosen = stage.heard_of("block_actions")["actions"][0]
    stage.heard.clear()
    page.get_by_role("button", name="More actions").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    picked = stage.heard_of("block_actions")["actions"][0]
    stage.heard.clear()
    page.get_by_role("button", name="Stop asking").click()
    question = page.get_by_role("alertdialog", name="Stop asking?")
    question.get_by_role("button", name="Go on").click()
    assert stage.heard == []
    page.get_by_role("button", name="Stop asking").click()
    question.get_by_role("button", name="Stop asking").click()

    assert chosen["selected_option"]["value"] == "2"
    assert picked["selected_option"]["value"] == "who"
    assert stage.heard_of("block_actions")["actions"][0]["action_id"] == "stop"


def test_a_message_shortcut_is_offered_with_each_message(stage, window):
    said = stage.fill_group()
    page = window(BEN, f"#/c/{stage.group}")

    message = page.locator(f"[data-ts='{said}']")
    message.hover()
    message.get_by_role("button", name="More for the message").click()
    message.get_by_role("menuitem", name="Start a referral").click()

    assert stage.heard_of("message_action")["message_ts"] == said


def test_a_command_is_offered_answered_and_unknown_ones_stay_in_the_box(stage, window):
    page = window(BEN, f"#/c/{stage.group}")
    box = page.get_by_label("Write to cg-4817")

    box.press_sequentially("/co")
    expect(page.get_by_role("option", name="/coregroup")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Only visible to you")).to_be_visible()
    expect(page.locator("#main").get_by_text("You belong to CG-4817.")).to_be_visible()
    box.fill("/nonsense")
    page.keyboard.press("Enter")
    expect(page.get_by_text("There is no command /nonsense here.")).to_be_visible()
    expect(box).to_have_value("/nonsense")


def test_what_one_person_writes_the_other_sees_at_once_and_as_unread(stage, window):
    ben = window(BEN)
    carol = window(CAROL, f"#/c/{stage.group}")

    carol.get_by_label("Write to cg-4817").fill("Hello @Ben Okafor & <b>all</b>")
    carol.keyboard.press("Enter")

    row = ben.locator("#sidebar a").filter(has_text="cg-4817")
    expect(row.locator(".badge")).to_contain_text("1")
    expect(ben).to_have_title("(1) Ben Okafor · Fernshire Children's Partnership")
    row.click()
    expect(ben.locator(".message-words").last).to_have_text(
        "Hello @Ben Okafor & <b>all</b>"
    )
    expect(ben.locator(".message-words b")).to_have_count(0)
    expect(row.locator(".badge")).to_have_count(0)


def test_a_reply_in_a_thread_stays_in_the_thread(stage, window):
    said = stage.fill_group()
    page = window(BEN, f"#/c/{stage.group}")

    message = page.locator(f"#main [data-ts='{said}']")
    message.hover()
    message.get_by_role("button", name="Reply in a thread").click()
    page.get_by_label("Reply in this thread").fill("From September, please.")
    page.keyboard.press("Enter")

    expect(page.locator("#thread")).to_contain_text("From September, please.")
    expect(page.locator("#main")).not_to_contain_text("From September, please.")
    expect(message.get_by_role("link", name="1 reply")).to_be_visible()


def test_ephemeral_words_and_private_channels_are_for_their_people_only(stage, window):
    stage.fill_group()
    carol = window(CAROL, f"#/c/{stage.group}")
    xan = window(XAN, f"#/c/{stage.group}")

    expect(carol.locator("#main").get_by_text("I can come on Friday.")).to_be_visible()
    expect(
        carol.locator("#main").get_by_text("Nothing is left to answer.")
    ).to_have_count(0)
    expect(xan.locator("#sidebar")).not_to_contain_text("cg-4817")
    expect(xan.get_by_role("heading", name="Home of Xan Reed")).to_be_visible()


def test_a_new_message_is_spoken_and_an_update_keeps_the_focus(stage, window):
    ts = stage.ask_for_view()
    page = window(BEN, f"#/c/{stage.direct}")
    press = page.get_by_role("button", name="Give my view")
    press.focus()

    stage.bot.chat_postMessage(channel=stage.direct, text="Two days are left")
    expect(page.locator("#announcements")).to_contain_text(
        "Core Group Coordinator: Two days are left"
    )
    found = stage.workspace.messages(stage.direct)
    blocks = next(one for one in found if one["ts"] == ts)["blocks"]
    stage.bot.chat_update(
        channel=stage.direct, ts=ts, text="Changed", blocks=blocks[1:]
    )

    expect(page.get_by_role("heading", name="Your view is asked for")).to_have_count(0)
    expect(press).to_be_focused()


def test_somebody_deactivated_in_mid_use_is_told_and_put_out(stage, window):
    page = window(XAN, "#/c/C0GENERAL")
    expect(page.get_by_label("Write to general")).to_be_visible()

    stage.workspace.people(id=XAN, deleted=True)

    expect(page.get_by_text("Xan Reed can no longer use")).to_be_visible()
    expect(page.locator(".switcher")).to_contain_text("Asha Verma")


def test_a_draft_in_the_box_waits_for_its_conversation(stage, window):
    page = window(BEN, f"#/c/{stage.group}")
    page.get_by_label("Write to cg-4817").fill("quagga, unfinished")

    page.locator("#sidebar").get_by_role("link", name="general").click()
    expect(page.get_by_label("Write to general")).to_have_value("")
    page.locator("#sidebar").get_by_role("link", name="cg-4817").click()

    expect(page.get_by_label("Write to cg-4817")).to_have_value("quagga, unfinished")


def test_a_page_finds_its_way_back_to_a_workspace_that_began_anew(stage, window):
    page = window(BEN, f"#/c/{stage.group}")
    expect(page.get_by_label("Write to cg-4817")).to_be_visible()

    stage.begin()

    expect(page.get_by_role("heading", name="Home of Ben Okafor")).to_be_visible()
    expect(page.locator("#sidebar").get_by_text("cg-4817")).to_be_visible()


def test_a_picture_kept_here_is_seen_by_its_id(stage, window):
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "white").save(drawn, "PNG")
    answer = stage.bot.files_upload_v2(
        filename="scores.png", content=drawn.getvalue(), title="scores.png"
    )
    stage.bot.views_publish(
        user_id=BEN,
        view={
            "type": "home",
            "blocks": [
                {
                    "type": "image",
                    "slack_file": {"id": answer["file"]["id"]},
                    "alt_text": "Scores by agency",
                }
            ],
        },
    )

    page = window(BEN)

    picture = page.get_by_alt_text("Scores by agency")
    expect(picture).to_have_js_property("naturalWidth", 40)
