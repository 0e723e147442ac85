"""Fonts: each file is cut in two, the letters that every page needs and those that only some names have.

A browser fetches a file only where one of its letters stands; static/css/fonts.css says which those are.
"""

from __future__ import annotations

from pathlib import Path

# English, and the signs that pages write.
BASIC = (
    "U+0020-007E, U+00A0, U+00A9, U+00AB, U+00B7, U+00BB, U+00BD, U+00D7, U+2010-2015, U+2018-201E, U+2022, U+2026, "
    "U+2032-2033, U+2039-203A, U+2191, U+2193, U+2212"
)
# The other letters of Western Europe, and rare signs.
ACCENTS = (
    "U+00A1-00A8, U+00AA, U+00AC-00B6, U+00B8-00BA, U+00BC, U+00BE-00D6, U+00D8-00FF, U+0131, U+0152-0153, "
    "U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-200F, U+2016-2017, U+201F-2021, U+2023-2025, U+2027-2031, "
    "U+2034-2038, U+203B-206F, U+20AC, U+2122, U+2215, U+FEFF, U+FFFD"
)
# What browsers use unasked, and the lining numerals that the style sheet asks for.
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "calt", "lnum"]


def cut(source: Path, letters: str, target: Path) -> None:
    """Write those letters of a font, a list of Unicode ranges as in CSS, to a file of their own. Some 0.5 s."""
    from fontTools import subset  # only where files are fetched

    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False)
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(letters.replace(" ", "")))
    subsetter.subset(font)
    subset.save_font(font, str(target), options)
