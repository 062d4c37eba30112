"""The page for everyone: axe, phone width, dark, pictures, and a hostile text."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser import grave_faults, overhang
from tests.practice_workspace import BEN

pytestmark = pytest.mark.browser


def show(page, place):
    """Bring a page to one of the places that axe looks at."""
    if place == "people":
        page.locator(".switcher").click()
    elif place in {"form", "faulty form"}:
        page.locator("#main").get_by_role("button", name="Give my view").click()
        expect(page.get_by_role("dialog", name="Your view")).to_be_visible()
    if place == "faulty form":
        page.get_by_role("button", name="Send my view").click()
        expect(page.get_by_text("Please choose an answer.").first).to_be_visible()


EVERYWHERE = (
    *("home", "people", "dms", "channels", "time", "channel", "thread"),
    *("form", "faulty form"),
)
# Darkness changes colours only, so a sample of what is coloured is enough.
COLOURED = ("home", "people", "channel", "faulty form")


@pytest.mark.parametrize(
    ("phone", "dark", "places"),
    [
        (False, False, EVERYWHERE),
        (False, True, COLOURED),
        (True, False, EVERYWHERE),
        (True, True, COLOURED),
    ],
    ids=["desktop", "desktop dark", "phone", "phone dark"],
)
def test_axe_finds_nothing_grave_and_nothing_is_cut_off(
    stage, window, phone, dark, places
):
    said = stage.fill_group()
    stage.workspace.message(stage.group, BEN, "September, please.", thread_ts=said)
    stage.ask_for_view()
    stage.show_home()
    addresses = {
        "dms": "#/dms",
        "channels": "#/channels",
        "time": "#/time",
        "channel": f"#/c/{stage.group}",
        "thread": f"#/c/{stage.group}/t/{said}",
        "faulty form": f"#/c/{stage.direct}",
    }
    page = window(BEN, phone=phone, dark=dark)
    found = {}
    for place in places:
        page.evaluate("hash => { location.hash = hash }", addresses.get(place, "#/"))
        page.wait_for_timeout(250)
        show(page, place)
        found[place] = [*grave_faults(page), f"overhang {overhang(page)}"]
        page.keyboard.press("Escape")
        expect(page.locator("#modal[open]")).to_have_count(0)

    assert found == {place: ["overhang 0"] for place in places}


def test_a_phone_goes_from_list_to_conversation_and_back(stage, window):
    stage.ask_for_view()
    page = window(BEN, "#/dms", phone=True)

    page.locator(".part-dms a").filter(has_text="Core Group Coordinator").tap()
    expect(page.get_by_role("button", name="Give my view")).to_be_visible()
    expect(page.locator("#sidebar")).to_be_hidden()
    page.get_by_role("link", name="Back to the list").tap()
    expect(page.locator("#sidebar")).to_be_visible()
    page.get_by_role("link", name="Channels").tap()
    expect(page.locator(".part-channels").get_by_text("cg-4817")).to_be_visible()


def test_a_long_word_does_not_push_a_phone_sideways(stage, window):
    stage.workspace.message(stage.group, BEN, "quagga" * 60)
    stage.workspace.message(stage.group, BEN, "```" + "x" * 300 + "```")

    page = window(BEN, f"#/c/{stage.group}", phone=True)

    expect(page.locator(".message")).to_have_count(2)
    assert overhang(page) == 0
    inner = page.locator(".scroller")
    assert inner.evaluate("node => node.scrollWidth - node.clientWidth") == 0


def test_every_button_on_a_phone_is_large_enough_to_touch(stage, window):
    stage.ask_for_view()
    page = window(BEN, f"#/c/{stage.direct}", phone=True)
    expect(page.get_by_role("button", name="Give my view")).to_be_visible()

    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .tab, .button, select")]
             .map(node => [node.ariaLabel ?? node.textContent,
                           node.getBoundingClientRect()])
             .filter(([, box]) => box.width && (box.height < 39 || box.width < 39))
             .map(([name]) => name)"""
    )

    assert small == []


def test_a_picture_is_shown_with_its_words(stage, window):
    drawn = io.BytesIO()
    Image.new("RGB", (60, 30), "teal").save(drawn, "PNG")
    stage.bot.files_upload_v2(
        channel=stage.group,
        content=drawn.getvalue(),
        filename="scores.png",
        title="Scores over time",
    )

    page = window(BEN, f"#/c/{stage.group}")

    picture = page.get_by_role("img", name="Scores over time")
    expect(picture).to_be_visible()
    assert picture.evaluate("node => node.naturalWidth") == 60


HOSTILE = (
    "<img src=x onerror=alert(1)> <script>alert(2)</script> "
    "<javascript:alert(3)|press> <!channel> *_~`x`~_*"
)


def test_hostile_words_stay_words(stage, window):
    stage.bot.chat_postMessage(channel=stage.group, text=HOSTILE)
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": HOSTILE}},
        {"type": "header", "text": {"type": "plain_text", "text": HOSTILE}},
    ]
    stage.bot.chat_postMessage(channel=stage.group, text="-", blocks=blocks)

    page = window(BEN, f"#/c/{stage.group}")

    expect(page.locator(".message")).to_have_count(2)
    made = "#main :is(img, script, a[href^='javascript'])"
    expect(page.locator(made)).to_have_count(0)
    expect(page.locator(".message-words").first).to_contain_text("alert(1)")


DRAWN = [
    ("*bold* and _italic_", "<p><strong>bold</strong> and <em>italic</em></p>"),
    ("~gone~ `code *x*`", "<p><s>gone</s> <code>code *x*</code></p>"),
    ("2*3*4 snake_case_name", "<p>2*3*4 snake_case_name</p>"),
    ("*_both_*", "<p><strong><em>both</em></strong></p>"),
    ("&lt;b&gt; &amp;amp;", "<p>&lt;b&gt; &amp;amp;</p>"),
    ("&gt; said\nnot", "<blockquote>said</blockquote><p>not</p>"),
    ("• one\n• two", "<ul><li>one</li><li>two</li></ul>"),
    ("3. three\n4. four", '<ol start="3"><li>three</li><li>four</li></ol>'),
    ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
    ("```a *b*\n<c>```", '<pre tabindex="0"><code>a *b*\n&lt;c&gt;</code></pre>'),
    ("<@UASHA0001>", '<p><span class="mention">@Asha Verma</span></p>'),
    ("<#C0SECRET>", '<p><span class="mention">a private channel</span></p>'),
    ("<!here>", '<p><span class="mention">@here</span></p>'),
    ("<mailto:a@example.org|write>", '<p><a href="mailto:a@example.org">write</a></p>'),
    ("<data:text/html,x|press>", "<p>press</p>"),
    (
        "<!date^1765188000^{date_long} at {time}|then>",
        '<p><time datetime="2025-12-08T10:00:00.000Z">'
        "Monday 8 December 2025 at 10:00</time></p>",
    ),
    (":bell: :unknown_name:", "<p>🔔 :unknown_name:</p>"),
    ("```never closed", "<p>```never closed</p>"),
]


def test_mrkdwn_is_drawn_as_slack_draws_it(window):
    page = window(BEN)

    drawn = page.evaluate(
        """async texts => {
             const { mrkdwn } = await import("/_page/mrkdwn.js");
             return texts.map(text => {
               const node = document.createElement("div");
               node.append(...mrkdwn(text));
               return node.innerHTML;
             });
           }""",
        [text for text, _ in DRAWN],
    )

    assert dict(zip((text for text, _ in DRAWN), drawn, strict=True)) == dict(DRAWN)
