"""
Import the named modules and report what that did; run on its own by a test.

Arguments: the project's folder, then the modules. The last line written is a JSON list
of what happened. A process of its own, because an audit hook cannot be taken out again.
"""

import importlib
import json
import os
import sys
import threading
from collections.abc import Iterator, MutableMapping
from typing import Final

OPENS: Final = {"socket.connect", "socket.bind", "sqlite3.connect"}
# The ways through which the environment is read; who asked stands before them.
PASSED_THROUGH: Final = (
    "os.py",
    "_collections_abc.py",
    "<frozen os>",
    "<frozen _collections_abc>",
    __file__,
)


class Watched(MutableMapping[str, str]):
    """The environment, noting which of our modules asked for what."""

    def __init__(self, real: MutableMapping[str, str], folder: str) -> None:
        self.real = real
        self.folder = folder
        self.read: list[str] = []

    def __getitem__(self, name: str) -> str:
        frame = sys._getframe(1)
        while frame.f_back and frame.f_code.co_filename.endswith(PASSED_THROUGH):
            frame = frame.f_back
        asker = frame.f_code.co_filename
        if asker.startswith(self.folder) and "site-packages" not in asker:
            self.read.append(f"{asker} reads {name}")
        return self.real[name]

    def __setitem__(self, name: str, value: str) -> None:
        self.real[name] = value

    def __delitem__(self, name: str) -> None:
        del self.real[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.real)

    def __len__(self) -> int:
        return len(self.real)

    def copy(self) -> dict[str, str]:
        """Return a plain copy, as the real one does."""
        return dict(self.real)


def watch(folder: str, modules: list[str]) -> list[str]:
    """Import the modules and return what that did."""
    found: list[str] = []
    importing = ""
    sys.addaudithook(
        lambda event, _: (
            found.append(f"{importing}: {event}") if event in OPENS else None
        )
    )
    watched = Watched(os.environ, folder)
    # os.getenv looks the name up in the module, so it meets the watched one too.
    setattr(os, "environ", watched)  # noqa: B010 - clears nothing, and is not meant to
    for importing in modules:
        before = set(threading.enumerate())
        try:
            importlib.import_module(importing)
        except ImportError as error:
            found.append(f"{importing}: cannot be imported: {error}")
        found.extend(
            f"{importing}: starts a thread {thread.name}"
            for thread in set(threading.enumerate()) - before
        )
    return found + watched.read


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    sys.stdout.write(json.dumps(watch(sys.argv[1], sys.argv[2:])) + "\n")
