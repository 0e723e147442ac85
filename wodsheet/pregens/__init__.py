"""Ready characters: complete, legal by the rules, for every player to copy.

One file for each line, ``<line>.toml``, in the form of a CharacterDocument. What a file leaves out is as in the line's
start. Line ends around texts of several lines are not part of them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from wodsheet.engine import Line
from wodsheet.experience import Totals
from wodsheet.lines import LINES, localized
from wodsheet.sheet import Sheet
from wodsheet.sheet.document import CharacterDocument

FOLDER = Path(__file__).parent


class Pregen(CharacterDocument):
    """A ready character."""

    @property
    def first_name(self) -> str:
        """The first part of the name, by which a table calls the character."""
        return self.name.split()[0]

    @property
    def sheet(self) -> Sheet:
        """The character as a sheet in the reader's language. Its id is 0: there is no page at its address."""
        sheet = Sheet.of_parts(localized(self.line.name), 0, self.ratings, self.texts, self.rows)
        sheet.experience = Totals()
        return sheet


def read(line: Line) -> Pregen:
    """The ready character of a line, from its file."""
    character = tomllib.loads((FOLDER / f"{line.name}.toml").read_text(encoding="utf-8"))
    texts = {key: words.strip() for key, words in character["texts"].items()}
    return Pregen.from_json(line, {**character, "texts": texts})


PREGENS: dict[str, Pregen] = {name: read(line) for name, line in LINES.items() if (FOLDER / f"{name}.toml").exists()}
