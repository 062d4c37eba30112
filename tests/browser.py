"""A real browser for tests, or the name of what is missing for one."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    "--disable-sync",
)
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NODE = Path(__file__).parent / "practice" / "node"
GRAVE = {"serious", "critical"}


def missing(what: str) -> NoReturn:
    """Skip the test by name of what is missing, or fail where it is required."""
    words = f"{what} is not on this machine"
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(f"{words}, and REQUIRE_BROWSER=1 asks for it")
    pytest.skip(words)


@contextmanager
def launched() -> Iterator[Browser]:
    """Give a running Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        missing("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def node_package(name: str) -> Path:
    """Return where a package of `practice/node/package.json` is, fetched if need be."""
    place = NODE / "node_modules" / name
    if place.is_dir():
        return place
    npm = shutil.which("npm")
    if npm is None:
        missing(f"npm (for {name})")
    # Several test processes may want it at once.
    with (NODE / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.is_dir():
            subprocess.run(
                # A lock file would name the host of a package index.
                [npm, "install", "--no-package-lock", "--no-audit", "--no-fund"],
                cwd=NODE,
                check=True,
                timeout=240,
                capture_output=True,
            )
    return place


def grave_faults(page: Page) -> list[str]:
    """Return what axe finds serious or critical on a page, one line each."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.add_script_tag(path=node_package("axe-core") / "axe.min.js")
    found: dict[str, Any] = page.evaluate("axe.run()")
    return [
        f"{one['impact']}: {one['id']}: {node['target']}"
        for one in found["violations"]
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


def overhang(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    width: int = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    return width
