"""What a file is that is no export of ours, so that the refusal says it by its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from wodsheet.templating.i18n import N_
from wodsheet.transfer import FORMAT
from wodsheet.web.request_body import MEGABYTE

EMPTY = N_("This file is empty.")
PICTURE = N_("This is a picture. Pictures are chosen on the page Portraits of a character.")

# The first bytes of a file -> what it is.
SIGNS = {
    b"%PDF": N_("This is a PDF. A sheet on paper cannot be read; choose the ZIP that was taken away here."),
    b"\xff\xd8\xff": PICTURE,
    b"\x89PNG": PICTURE,
    b"GIF8": PICTURE,
    b"RIFF": PICTURE,
    b"Rar!": N_("This is a RAR file. Choose the ZIP that was taken away here."),
    b"7z\xbc\xaf": N_("This is a 7z file. Choose the ZIP that was taken away here."),
}

# What stands somewhere in a JSON file -> what it is; the first that fits.
JSON_SIGNS = {
    f'"{FORMAT}"'.encode(): N_("This is wodsheet.json alone. Choose the whole ZIP that it came in."),
    b'"prototypeToken"': N_("This is a character of Foundry, which cannot be read here."),
    b'"_stats"': N_("This is a character of Foundry, which cannot be read here."),
    b"": N_("This is a JSON file of another program, which cannot be read here."),
}

# How the name of a file in a ZIP begins -> what the ZIP is.
MEMBER_SIGNS = {
    "tables/": N_("This is a backup of a whole server. Its host brings it back with flask restore."),
    "word/": N_("This is a document of a word processor. Choose the ZIP that was taken away here."),
    "xl/": N_("This is a spreadsheet. Choose the ZIP that was taken away here."),
}


def recognized(file: IO[bytes]) -> str | None:
    """The sentence about a file that is no ZIP, by its first megabyte; None when nothing is known of it."""
    file.seek(0)
    content = file.read(MEGABYTE)
    if not content:
        return EMPTY
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return next(sentence for sign, sentence in JSON_SIGNS.items() if sign in content)
    return next((sentence for sign, sentence in SIGNS.items() if content.startswith(sign)), None)


def recognized_members(names: Iterable[str]) -> str | None:
    """The sentence about a ZIP of another program, by the names in it."""
    names = list(names)
    return next(
        (sentence for sign, sentence in MEMBER_SIGNS.items() if any(name.startswith(sign) for name in names)), None
    )
