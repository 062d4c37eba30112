"""The pack in modals: all of it, within Slack's limits, and nobody's words obeyed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import pack_pages
from bot.pack_blocks import split
from bot.pack_words import visible
from tests.packs.samples import sample_pack
from tests.packs.texts import NASTY, every_text

LONGEST = 3000


def units(text):
    return len(text.encode("utf-16-le")) // 2


def all_views(pack):
    made = pack_pages.pages(pack)
    return [pack_pages.view(pack, n, can_print=True) for n in range(len(made))]


def sections(views):
    return [
        block["text"]["text"]
        for view in views
        for block in view["blocks"]
        if block["type"] == "section"
    ]


def plain_texts(value):
    """Give every text object of a view, however deep."""
    if isinstance(value, dict):
        if value.get("type") in {"plain_text", "mrkdwn", "text"}:
            yield value
        for part in value.values():
            yield from plain_texts(part)
    if isinstance(value, list):
        for part in value:
            yield from plain_texts(part)


@pytest.fixture(scope="module", params=NASTY.values(), ids=list(NASTY))
def large(request):
    """Give the largest pack that we promise to show, with its pages."""
    pack = sample_pack(agencies=12, children=6, text=request.param)
    return pack, pack_pages.pages(pack)


def test_twelve_agencies_six_siblings_and_long_answers_lose_nothing(large):
    pack, made = large

    # Pieces of one answer follow one another, whatever page they are on.
    shown = "".join(sections({"blocks": page.blocks} for page in made))

    lost = [said for said in every_text(pack) if visible(said) not in shown]
    assert lost == []


def test_every_page_keeps_slacks_limits(large):
    _, made = large

    for page in made:
        for block in page.blocks:
            check_block(block)


def test_the_largest_pages_keep_slacks_limits_with_their_frame(large):
    pack, made = large
    by_size = sorted(range(len(made)), key=lambda n: len(json.dumps(made[n].blocks)))
    by_count = sorted(range(len(made)), key=lambda n: len(made[n].blocks))

    for number in {0, by_size[-1], by_count[-1], len(made) - 1}:
        view = pack_pages.view(pack, number, can_print=True)
        assert view["blocks"][2 : 2 + len(made[number].blocks)] == [
            *made[number].blocks
        ]
        assert len(view["blocks"]) <= 100
        assert len(json.dumps(view)) <= 250_000
        assert len(view["title"]["text"]) <= 24
        assert len(view["private_metadata"]) <= 3000


def check_block(block):
    if block["type"] == "section":
        assert 0 < units(block["text"]["text"]) <= LONGEST
        assert block["text"]["text"].strip()
    if block["type"] == "header":
        assert units(block["text"]["text"]) <= 150
    if block["type"] == "context":
        assert 0 < units(block["elements"][0]["text"]) <= 2000
    if block["type"] == "actions":
        assert len(block["elements"]) <= 25


def test_nobodys_words_are_formatting_a_mention_or_an_emoji():
    for view in all_views(sample_pack(text=NASTY["mentions"])):
        for text in plain_texts(view):
            assert text["type"] != "mrkdwn"
            assert text["type"] == "text" or text["emoji"] is False


def test_each_action_has_its_own_name_on_a_page():
    for view in all_views(sample_pack(agencies=12, children=6)):
        rows = [block for block in view["blocks"] if block["type"] == "actions"]
        names = [element["action_id"] for row in rows for element in row["elements"]]
        assert len(names) == len(set(names))


def test_the_first_page_has_no_way_back_and_the_last_none_on():
    first, *_, last = all_views(sample_pack(agencies=12, children=6))

    assert {"packs.next", "packs.next_below"} <= actions_of(first)
    assert not actions_of(first) & {"packs.previous", "packs.previous_below"}
    assert {"packs.previous", "packs.previous_below"} <= actions_of(last)
    assert not actions_of(last) & {"packs.next", "packs.next_below"}


def actions_of(view):
    rows = [block for block in view["blocks"] if block["type"] == "actions"]
    return {element["action_id"] for row in rows for element in row["elements"]}


def test_print_is_offered_only_where_it_can_be_had():
    pack = sample_pack()

    assert "packs.print" in actions_of(pack_pages.view(pack, 0, can_print=True))
    assert "packs.print" not in actions_of(pack_pages.view(pack, 0))


def test_choosing_a_child_leads_to_the_first_of_its_pages():
    pack = sample_pack(agencies=12, children=6, text=NASTY["emoji"])
    made = pack_pages.pages(pack)

    number = pack_pages.first_page_of(made, pack.children[3].child_id)

    assert made[number].child_id == "child4"
    assert made[number - 1].child_id == "child3"
    assert made[number].blocks[0]["text"]["text"] == "CG-4817/4"
    assert pack_pages.first_page_of(made, "no such child") == 0


def test_a_page_that_is_no_longer_there_gives_the_nearest():
    pack = sample_pack()
    count = len(pack_pages.pages(pack))

    assert pack_pages.view(pack, 10**6) == pack_pages.view(pack, count - 1)
    assert pack_pages.view(pack, -5) == pack_pages.view(pack, 0)


def test_the_place_survives_the_trip_through_slack_and_nonsense_is_refused():
    place = pack_pages.Place(round_id="ab12", page=3)

    assert pack_pages.Place.unpacked(place.packed()) == place


@pytest.mark.parametrize(
    "nonsense", ["", "{}", "[1]", '["a", "b"]', "null", '{"a": 1, "b": 2}', "[[], {}]"]
)
def test_a_place_that_nothing_of_ours_made_is_refused(nonsense):
    with pytest.raises(ValueError, match=r"."):
        pack_pages.Place.unpacked(nonsense)


def test_the_minoritys_words_stand_before_the_majoritys():
    pack = sample_pack()
    child = pack.children[1]
    assert child.is_split

    view = json.dumps(pack_pages.view(pack, 2))

    minority = view.index("End the plan: child in need or family help")
    assert minority < view.index("Continue the plan")
    assert "%" not in view


def test_a_long_answer_says_on_the_next_page_whose_it_is():
    pack = sample_pack(agencies=12, children=1, text=NASTY["emoji"])

    starts = [page.blocks[0] for page in pack_pages.pages(pack)]

    said = [b["elements"][0]["text"] for b in starts if b["type"] == "context"]
    assert said
    assert all(text.startswith("CG-4817") and "continued" in text for text in said)


def test_the_timeline_stands_in_words_on_the_familys_page_with_a_button():
    pack = sample_pack()

    family = [page for page in pack_pages.pages(pack) if page.child_id is None]

    said = json.dumps([page.blocks for page in family], ensure_ascii=False)
    assert "Agencies at meetings: 12 on 1 December 2025" in said
    assert pack_pages.TIMELINE in said


def test_the_picture_of_the_timeline_takes_the_place_of_its_button():
    pack = sample_pack()

    family = [
        page
        for page in pack_pages.pages(pack, {pack.round_id: "F0000009"})
        if page.child_id is None
    ]

    said = json.dumps([page.blocks for page in family], ensure_ascii=False)
    assert '"slack_file": {"id": "F0000009"}' in said
    assert "core group cancelled at short notice on 1 April 2026" in said
    assert pack_pages.TIMELINE not in said


def test_the_picture_stands_in_the_page_when_it_was_uploaded():
    pack = sample_pack()

    made = pack_pages.pages(pack, {"child1": "F0001"})

    images = [b for page in made for b in page.blocks if b["type"] == "image"]
    assert [image["slack_file"] for image in images] == [{"id": "F0001"}]
    assert images[0]["alt_text"].startswith("CG-4817/1: scores by agency")


def test_an_answer_of_white_space_makes_no_empty_section():
    check_all = all_views(sample_pack(text=" " * 40))

    assert all(text.strip() for text in sections(check_all))


@given(st.text(max_size=400), st.integers(min_value=8, max_value=60))
def test_pieces_put_together_are_the_text_and_each_fits(text, limit):
    clean = visible(text)

    pieces = split(clean, limit)

    assert "".join(pieces) == clean
    assert all(0 < units(piece) <= limit for piece in pieces)


@pytest.mark.parametrize(
    "cluster", ["👩\u200d👩\u200d👧", "👍🏽", "e\u0301", "❤\ufe0f"]
)
def test_a_character_made_of_several_is_not_torn(cluster):
    pieces = split(cluster * 60, 50)

    assert all(len(piece) % len(cluster) == 0 for piece in pieces)


@given(st.text())
def test_what_steers_the_screen_is_taken_out_and_nothing_else(text):
    shown = visible(text)

    assert not set(shown) & set("\x00\x1b\x85\u202e\u2066\u200f\u2028\ud800")
    kept = [sign for sign in text if sign.isalnum()]
    assert [sign for sign in shown if sign.isalnum()] == kept
