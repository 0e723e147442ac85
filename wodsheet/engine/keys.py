"""Keys: permanent names in snake_case."""

import re


def key_of(words: str) -> str:
    """The key made of a label: ``"Animal Ken"`` gives ``"animal_ken"``. Apostrophes go, other signs become ``_``."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"['’]", "", words.lower())).strip("_")
