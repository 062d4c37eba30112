"""Slack's own clients work unchanged, in every way that they send a call."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.practice.walk import Walk
from tests.practice_workspace import ASHA, BOT_TOKEN, PracticeWorkspace

NODE_FOLDER = Path(__file__).with_name("node")
EXPECTED = [
    ("auth", True),
    ("create", True),
    ("invite", True),
    ("topic", True),
    ("post", True),
    ("history", True),
    ("update", True),
    ("pin", True),
    ("bad blocks", False),
    ("nowhere", False),
    ("home", True),
    ("upload", True),
    ("limited", False),
    ("cut", False),
    ("command", True),
]


def said(workspace):
    (room,) = [one for one in workspace.state()["channels"] if one["name"] == "cg-4817"]
    return [one["text"] for one in workspace.messages(room["id"])]


def test_the_python_clients_walk_through_everything(workspace):
    steps = Walk(workspace).take()

    assert [(one["name"], one["ok"]) for one in steps] == EXPECTED
    assert said(workspace)[-1] == "stored"


@pytest.mark.node
def test_the_node_clients_see_just_what_the_python_ones_see(workspace):
    node = install_node_clients()
    with PracticeWorkspace() as other:
        from_python = Walk(other).take()
        python_said = said(other)

    ran = subprocess.run(
        [node, "script.mjs", workspace.url],
        cwd=NODE_FOLDER,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == from_python
    assert said(workspace) == python_said


def install_node_clients():
    """Fetch the Node clients once; without Node, say so and skip, or fail in CI."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("node and npm are required here")
        pytest.skip("node or npm is missing: Slack's Node clients were not tried")
    if not (NODE_FOLDER / "node_modules" / "@slack" / "socket-mode").is_dir():
        subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--no-package-lock"],
            cwd=NODE_FOLDER,
            check=True,
            capture_output=True,
            timeout=240,
        )
    return node


FORM = "application/x-www-form-urlencoded"
BLOCKS = "%5B%7B%22type%22%3A%22divider%22%7D%5D"
MULTIPART = (
    '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhello\r\n--x--\r\n'
)


WAYS = {
    "form": ("POST", "", FORM, "channel={room}&text=hello&blocks=" + BLOCKS),
    "charset": ("POST", "", f"{FORM}; charset=utf-8", "channel={room}&text=hello"),
    "json": (
        "POST",
        "",
        "application/json; charset=utf-8",
        '{{"channel": "{room}", "text": "hello", "blocks": []}}',
    ),
    "multipart": (
        "POST",
        "",
        "multipart/form-data; boundary=x",
        MULTIPART.format("channel", "{room}"),
    ),
    "get": ("GET", "?channel={room}&text=hello", "", ""),
    "query": ("POST", "?channel={room}&text=hello", "", ""),
    "both": ("POST", "?channel={room}", FORM, "text=hello"),
}


@pytest.mark.parametrize("way", WAYS)
def test_arguments_are_read_however_they_are_sent(workspace, room, way):
    method, path, content_type, body = WAYS[way]
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    if content_type:
        headers["Content-Type"] = content_type

    status, answer = workspace.send(
        method,
        "/api/chat.postMessage" + path.format(room=room),
        body.format(room=room).encode(),
        headers,
    )

    assert (status, answer.get("error")) == (200, None)
    assert [one["text"] for one in workspace.messages(room)] == ["hello"]


@pytest.mark.parametrize("yes", ["1", "true", "True"])
def test_yes_is_read_however_it_is_written(workspace, yes):
    _, answer = workspace.send(
        "POST",
        "/api/conversations.create",
        f"token={BOT_TOKEN}&name=cg-1&is_private={yes}".encode(),
        {"Content-Type": FORM},
    )

    assert answer["channel"]["is_private"] is True


def test_a_file_goes_up_in_three_steps_and_comes_down_again(workspace, bot, room):
    bot.conversations_invite(channel=room, users=[ASHA])

    sent = bot.files_upload_v2(
        channel=room,
        filename="scores.png",
        title="Scores over time",
        content=b"\x89PNG not really",
        initial_comment="CG-4817",
    )

    (message,) = workspace.messages(room)
    (file,) = message["files"]
    status, content = workspace.request("GET", f"/files/{file['id']}/scores.png")
    assert message["text"] == "CG-4817"
    assert file["title"] == sent["file"]["title"] == "Scores over time"
    assert file["mimetype"] == "image/png"
    assert status == 200
    assert "PNG" in content
    assert bot.files_info(file=file["id"])["file"]["groups"] == [room]
