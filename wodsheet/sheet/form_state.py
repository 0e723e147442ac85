"""What the forms on a sheet show beside the character: refusals, unsaved words, and what is open."""

from __future__ import annotations

from dataclasses import dataclass, field

from wodsheet.engine import Listing


@dataclass
class FormState:
    """The state of the forms in one answer. Keys are the ids of controls.

    ``problems`` maps to a message, ``typed`` to words that were refused and stay in their field. Of a conflict,
    ``conflicting_text`` maps to the words that another request saved meanwhile; else ``base_hash`` maps to the hash of
    the words which the typed ones still replace. ``left_out`` maps to a sentence about letters that were not saved.

    ``adding`` is the listing whose form is open, and the id of the entry that it adds into, or the name of the trait
    under whose row it stands; ``editing`` is the id of the entry that is open for another name; ``removed`` is the
    listing, id and name of the entry just removed. Under a trait's row ``opened_under`` is the id of the entry that is
    open there, and ``removed_under`` the name of the trait from whose row one was removed.
    """

    problems: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    conflicting_text: dict[str, str] = field(default_factory=dict)
    base_hash: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    adding: tuple[str, int | str | None] | None = None
    editing: int | None = None
    opened_under: int | None = None
    removed_under: str = ""
    removed: tuple[Listing, int, str] | None = None
