"""What every sweep has in common: it can show first what would go, and it stops when that is most of what there is."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

dry_run = click.option("--dry-run", is_flag=True, help="Only show what would be removed.")
even_most = click.option("--even-most", is_flag=True, help="Go on although it is more than half of all there is.")


def stop_at_most(removed: int, all: int, things: str) -> None:
    """End the program with a sentence, and nothing removed, when it is more than half of all ``things``.

    An empty or foreign database beside the right folder looks like that.
    """
    if 2 * removed > all:
        sys.exit(
            f"Nothing was removed: {removed} of {all} {things} would go. "
            "Look at DATABASE_URL and PORTRAITS. If this is right, add --even-most."
        )


def cautious(command: Callable[..., None]) -> Callable[..., None]:
    """A command with both options."""
    return dry_run(even_most(command))
