"""The gallery on disk: one file each, as it would be sent, and one page."""

import json

import pytest

from tests.browser import DESKTOP, PHONE, launched, overhang
from tests.gallery.__main__ import write


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Give a folder with the gallery in it."""
    found = tmp_path_factory.mktemp("build") / "gallery"
    found.mkdir()
    (found / "old.json").write_text("{}")
    write(found)
    return found


def test_each_thing_has_a_file_as_it_would_be_sent(place, shown):
    bodies = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in place.glob("*.json")
    }

    assert bodies == {
        one.name: {"method": one.method, "args": one.args} for one in shown
    }


def test_the_page_leads_to_every_file_and_finds_no_fault(place, shown):
    page = (place / "index.html").read_text(encoding="utf-8")

    assert all(f'href="{one.name}.json"' in page for one in shown)
    assert 'class="fault"' not in page


@pytest.mark.browser
def test_the_page_can_be_looked_at_on_a_desk_and_on_a_phone(place, shown):
    with launched() as browser:
        for size in (DESKTOP, PHONE):
            page = browser.new_page()
            page.set_viewport_size({"width": size["width"], "height": size["height"]})
            page.goto((place / "index.html").as_uri())

            assert page.locator("article").count() == len(shown)
            assert overhang(page) <= 0
            page.close()
