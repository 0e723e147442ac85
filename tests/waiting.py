"""Waiting for something to happen, instead of for a while."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Something = TypeVar("Something")


def eventually(happened: Callable[[], Something], within: float = 20) -> Something:
    """Wait until this gives something true, and give that; fail after so many seconds."""
    deadline = time.monotonic() + within
    while not (result := happened()):
        assert time.monotonic() < deadline, f"this did not happen within {within} s"
        time.sleep(0.02)
    return result
