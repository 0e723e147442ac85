"""The pictures of a character: which there are and what is known of each.

``decoder`` makes ours of a foreign file, ``sandbox`` runs it apart from the app, ``storage`` is where they lie.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from wodsheet.engine import Localizer, Text
from wodsheet.templating.i18n import N_, Language, language


@dataclass(frozen=True)
class Slot:
    """One place for a picture; ``width`` and ``height`` are those its small form is cut to, in pixels."""

    name: str
    label: str
    width: int = 320
    height: int = 400


SLOTS = {
    slot.name: slot
    for slot in (
        Slot("face", N_("Face")),
        Slot("body", N_("Body"), 320, 480),
        Slot("own1", N_("Third picture")),
        Slot("own2", N_("Fourth picture")),
        Slot("own3", N_("Fifth picture")),
        Slot("own4", N_("Sixth picture")),
    )
}

# The two forms each picture is kept in. The large one is whole, with its longest edge at most so many pixels.
SIZES = ("small", "large")
LONGEST_EDGE = 1200

# The name of a file of ours, a half-written one included.
FILE = re.compile(r"([0-9a-f]{32})\.(small|large)\.webp(\.new)?")

TEXTS = {
    text.name: text
    for text in (
        Text("alias", N_("Alias")),
        Text("alt", N_("Alt text"), limit=500),
    )
}


@dataclass(frozen=True)
class Portrait:
    """A picture somebody put there: the key that names its two files, its words, and how it is cut.

    ``x`` and ``y`` say where its focus is, in percent from the left and the top; ``width`` and ``height`` are those
    of the large form, in pixels.
    """

    key: str
    alias: str
    alt: str
    x: int
    y: int
    width: int
    height: int

    @property
    def texts(self) -> dict[Text, str]:
        """What is written about it, by text."""
        return {text: getattr(self, text.name) for text in texts_in(language())}


@cache
def texts_in(spoken: Language) -> tuple[Text, ...]:
    """What may be written about a picture, with its labels in a language."""
    return tuple(map(Localizer(spoken.messages.gettext).part, TEXTS.values()))


def file_of(key: str, size: str) -> str:
    """The name of the file that holds one form of a picture."""
    return f"{key}.{size}.webp"


def is_whole(picture: bytes) -> bool:
    """Whether these bytes are a WebP file of the length that it states: not cut off, and nothing else.

    It does not decode, so a flipped bit inside is not seen.
    """
    stated = int.from_bytes(picture[4:8], "little") + 8
    return picture[:4] == b"RIFF" and picture[8:12] == b"WEBP" and stated == len(picture)


def key_of(file: str) -> str:
    """The key in the name of a file of ours."""
    return file.partition(".")[0]
