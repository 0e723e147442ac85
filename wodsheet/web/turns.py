"""Turns at heavy work, an export or an import: two at once in this process, one for each player; others wait.

Python runs one thread at a time, so each further one would slow every click. Why in the process, and not for all of
them together: docs/decisions/0071-answers-to-rely-on.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from wodsheet.problems import Busy, OneAtATime

AT_ONCE = 2
# Seconds.
PATIENCE = 8
RETRY_AFTER = 5

changed = Condition()
# The ids of the players whose work is being done.
working: set[int] = set()


@contextmanager
def turn(player: int) -> Iterator[None]:
    """Do the body when it is this player's turn. Raises OneAtATime (429) and Busy (503) after PATIENCE seconds."""
    with changed:
        if not changed.wait_for(lambda: player not in working and len(working) < AT_ONCE, PATIENCE):
            raise (OneAtATime if player in working else Busy)(retry_after=RETRY_AFTER)
        working.add(player)
    try:
        yield
    finally:
        with changed:
            working.remove(player)
            changed.notify_all()
