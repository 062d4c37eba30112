"""There is one door to the database's commit, and one to Slack."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import PROJECT, Source, called, calls, read, write

COMMITS = "models/database.py"
# A picture for the one who asked is drawn again when it was lost.
SENDERS = ("bot/sender.py", "bot/reconcile.py", "bot/uploads.py")
# What others would see, or would be let in by. Opening a form, publishing a Home and
# answering the person who clicked may be lost in a crash without harm.
TELLS = {
    "chat_postMessage",
    "chat_update",
    "chat_delete",
    "chat_scheduleMessage",
    "conversations_create",
    "conversations_invite",
    "conversations_inviteShared",
    "conversations_kick",
    "conversations_archive",
    "conversations_rename",
    "conversations_setTopic",
    "conversations_setPurpose",
    "files_upload",
    "files_upload_v2",
    "files_getUploadURLExternal",
    "files_completeUploadExternal",
    "pins_add",
    "pins_remove",
}
# The listener edge; the loops of the sweeps, where one broken round may not silence the
# others; and /health, which answers whatever is broken.
CATCH_ALL = (
    *("bot/listeners/edge.py", "bot/scheduler.py", "bot/http.py"),
    "bot/channel_watch.py",
    "workflows/sweep.py",
)
OF_THE_BOT = ("bot", "workflows", "models")


def find_commits(folder: Path) -> list[str]:
    """Return the commits outside the one unit of work."""
    return [
        source.at(call)
        for source in read(folder, within=OF_THE_BOT)
        if source.name != COMMITS
        for call in calls(source.tree)
        if called(call).endswith(".commit")
    ]


def find_tellings(folder: Path) -> list[str]:
    """Return the calls to Slack that go round the outbox."""
    return [
        f"{source.at(node)} {what}"
        for source in read(folder, within=OF_THE_BOT)
        if not _is_sender(source.name)
        for node, what in _slack_methods(source)
        if what in TELLS
    ]


def find_catch_alls(folder: Path) -> list[str]:
    """Return the places that swallow any fault and are not an edge."""
    return [
        source.at(node)
        for source in read(folder, within=OF_THE_BOT)
        if source.name not in CATCH_ALL and not _is_sender(source.name)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or ast.unparse(node.type) in {"Exception", "BaseException"}
        )
    ]


def _is_sender(name: str) -> bool:
    return name in SENDERS or name.startswith(("bot/sender/", "bot/reconcile/"))


def _slack_methods(source: Source) -> Iterator[tuple[ast.expr, str]]:
    # A method has two names: client.pins_add(...) and client.api_call("pins.add").
    for call in calls(source.tree):
        yield call, called(call).rpartition(".")[2]
        if called(call).endswith(".api_call") and call.args:
            yield call, ast.unparse(call.args[0]).strip("'\"").replace(".", "_")


def test_only_the_unit_of_work_commits():
    found = find_commits(PROJECT)

    assert not found, f"a commit elsewhere can save half a change: {found}"


def test_only_the_sender_speaks_in_slack():
    found = find_tellings(PROJECT)

    assert not found, f"what goes round the outbox is lost in a crash: {found}"


def test_only_the_edges_catch_every_fault():
    found = find_catch_alls(PROJECT)

    assert not found, f"a fault swallowed here is a fault that nobody mends: {found}"


def test_a_commit_in_a_use_case_is_found(tmp_path):
    write(tmp_path, "models/database.py", "session.commit()\n")
    write(tmp_path, "workflows/plans/use_cases.py", "session.commit()\n")

    assert find_commits(tmp_path) == ["workflows/plans/use_cases.py:1"]


@pytest.mark.parametrize(
    "line",
    ["client.chat_postMessage(channel=c)", "client.api_call('chat.postMessage')"],
)
def test_a_listener_that_posts_is_found(tmp_path, line):
    write(tmp_path, "bot/sender.py", f"{line}\n")
    write(tmp_path, "bot/listeners/plans.py", f"{line}\n")

    assert find_tellings(tmp_path) == ["bot/listeners/plans.py:1 chat_postMessage"]


@pytest.mark.parametrize(
    "line", ["except Exception:", "except:", "except BaseException:"]
)
def test_a_use_case_that_swallows_faults_is_found(tmp_path, line):
    write(
        tmp_path, "workflows/plans/use_cases.py", f"try:\n    x = 1\n{line}\n    pass\n"
    )
    write(tmp_path, "bot/sender.py", f"try:\n    x = 1\n{line}\n    pass\n")

    assert find_catch_alls(tmp_path) == ["workflows/plans/use_cases.py:3"]
