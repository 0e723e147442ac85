"""Many hands at the same moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any


def together(acts: list[Callable[[], Any]]) -> list[Any]:
    """Do all of these at the same moment, each in a thread of its own."""
    start = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [done.result() for done in [threads.submit(one, act) for act in acts]]


def beside(works: list[Callable[[], Any]], act: Callable[[], Any]) -> tuple[list[Any], list[float]]:
    """Do something again and again while all of these go on, each in a thread of its own.

    What came of them, and how many seconds each time took, sorted.
    """
    seconds = []
    with ThreadPoolExecutor(len(works)) as threads:
        going = [threads.submit(work) for work in works]
        while not all(work.done() for work in going):
            began = time.monotonic()
            act()
            seconds.append(time.monotonic() - began)
    return [work.result() for work in going], sorted(seconds)


def p95(seconds: list[float]) -> float:
    """What nineteen of twenty are quicker than."""
    return seconds[len(seconds) * 95 // 100]
