"""The hash by which two versions of a text are told apart."""

from __future__ import annotations

from hashlib import sha256


def hash_text(words: str) -> str:
    """The hash of some words: twelve hex digits of their SHA-256, as ``statements.texts.text_hash`` has it in SQL."""
    return sha256(words.encode()).hexdigest()[:12]
