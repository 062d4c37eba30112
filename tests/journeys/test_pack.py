"""The chair with the pack: a picture of the scores, and one print of it."""

import urllib.error
import urllib.request

import pytest

from tests.journeys.stage import opened, words_of
from tests.practice_workspace import FEMI


@pytest.fixture
def ready(sqlite_url, ring, tmp_path):
    """Yield a stage on which the first pack is ready."""
    with opened(sqlite_url, ring, tmp_path) as stage:
        stage.to_working_day(10)
        yield stage


def _turn_to(stage, label):
    view = stage.press_in_home(FEMI, "Open the pack")
    while label not in words_of(view).splitlines():
        view = stage.press(FEMI, "Next")
    return view


def test_the_scores_can_be_seen_as_a_picture(ready):
    _turn_to(ready, "Show as a picture")

    view = ready.press(FEMI, "Show as a picture")

    (image,) = [block for block in view["blocks"] if block["type"] == "image"]
    (upload,) = ready.workspace.log("files.getUploadURLExternal")
    assert image["alt_text"]
    assert upload["args"]["filename"].startswith("scores-CG-")
    files = [file["id"] for file in ready.workspace.state()["files"]]
    assert image["slack_file"]["id"] in files


def _address(view):
    return next(
        element["url"]
        for block in view["blocks"]
        for element in block.get("elements", ())
        if element.get("url")
    )


def _fetch(address, method):
    request = urllib.request.Request(address, method=method)  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return answer.read().decode()


def test_the_pack_prints_once(ready):
    _turn_to(ready, "Print")
    address = _address(ready.press(FEMI, "Print"))

    looked_at = [_fetch(address, "GET") for _ in range(3)]
    printed = _fetch(address, "POST")

    assert "Not for parents" in printed
    assert all("Questions to put" not in page for page in looked_at)
    with pytest.raises(urllib.error.HTTPError) as again:
        _fetch(address, "POST")
    again.value.close()
    assert again.value.code == 404
