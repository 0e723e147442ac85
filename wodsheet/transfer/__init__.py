"""Everything of one player as one file, and such a file read again. The format: docs/transfer.md.

``writing`` makes it, ``opening`` takes a stranger's apart, ``reading`` says whether what is in it can be a character.
"""

from __future__ import annotations

FORMAT = "wodsheet/1"

# What is in the file. What happened stands apart: it is for reading alone, and there may be much of it.
EVERYTHING = "wodsheet.json"
CHANGES = "changes.jsonl"
AUDIT = "audit.jsonl"
PARTS = {"change": CHANGES, "audit": AUDIT}

MOST_CHARACTERS = 200


def picture_file(number: int, slot: str) -> str:
    """The name of a picture in the file; ``number`` is its character's, from 1."""
    return f"portraits/{number}/{slot}.webp"
