"""The browser of the browser tests: ``python -m tests.chromium`` finds one, or gets one.

A machine without a browser fails the suite; nothing is skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import debian

# The first has no windows to draw, which the suite never looks at: it takes a third of what the others take.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
NOTHING = "No browser for the tests: install Chromium or Chrome, or say where one is with CHROMIUM=/path/to/it."


def find() -> str | None:
    """The path of a Chromium: the one CHROMIUM names, the machine's own, or Playwright's."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    for name in (*NAMES, *ON_MACOS):
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser and close it afterwards. Raises AssertionError where there is none."""
    path = find()
    assert path, NOTHING
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-quic", *quiet]
        )
        yield browser
        browser.close()


def install() -> None:
    """Get one: from the system's packages where we may, else Playwright's."""
    if may_install():
        debian.update()
        if not debian.install(SHELL) and not find():
            debian.install("chromium")
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def may_install() -> bool:
    """Whether the browser is ours to choose from the system's packages, as in a container that does nothing else."""
    return debian.may_install() and "CHROMIUM" not in os.environ


def main() -> str | None:
    # Debian's Chromium has the shell beside it in the same packages.
    if find() and not (find() == "/usr/bin/chromium" and may_install()):
        return None
    print("Getting a browser for the tests ...", flush=True)
    install()
    return None if find() else NOTHING


if __name__ == "__main__":
    sys.exit(main())
