"""How people read letters: when two words are the same, in which order they stand, and whether anything can be seen.

A ground floor like ``problems``: it imports nothing of ours but the language of the reader.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain

import regex

from wodsheet.templating.i18n import language

# What has no shape on a page: blanks, control and format characters, what Unicode says to ignore, the empty Braille
# cell, and marks that stand on nothing.
UNSEEN = r"\s\p{Cc}\p{Cf}\p{Cs}\p{Zs}\p{Default_Ignorable_Code_Point}\u2800"
SEEN = regex.compile(rf"[^{UNSEEN}\p{{M}}]")
CLUSTER = regex.compile(r"\X")
PUNCTUATION = regex.compile(r"\p{P}")

IGNORED = regex.compile(r"[\p{Cf}\p{Default_Ignorable_Code_Point}]")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")

# Signs that are written one for the other, and letters that Unicode does not take apart.
ALIKE = {
    **dict.fromkeys("‘’‚‛ʻʼʽʹˈ′", "'"),  # noqa: RUF001
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),  # noqa: RUF001
    **dict(zip("øłđðħŧı", "olddhti", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}

# Letters of their own, by language: each run begins with the letter they stand behind (CLDR's collations). In all other
# languages, and for all other letters, an accent only decides between words that are the same without it.
ALPHABETS = {
    "bg": "ий",
    "cs": "cč rř sš zž",
    "da": "zæøå",
    "es": "nñ",
    "et": "sšzž wõäöü",
    "fi": "zåäö",
    "hr": "cčć dđ sš zž",
    "hu": "oöő uüű",
    "is": "aá dð eé ií oó uú yý zþæö",
    "lt": "cč sš zž",
    "lv": "cč gģ kķ lļ nņ sš zž",
    "nb": "zæøå",
    "nn": "zæøå",
    "no": "zæøå",
    "pl": "aą cć eę lł nń oó sś zźż",
    "ro": "aăâ iî sș tț",
    "ru": "ий",
    "sk": "aä cč oô sš zž",
    "sl": "cčć dđ sš zž",
    "sv": "zåäö",
    "tr": "cç gğ hı oö sş uü",  # noqa: RUF001
    "uk": "гґ еє иіїй",
}
BEHIND = "\uffff"

# Written for apostrophes; Unicode takes them apart into a blank and an accent.
ACUTE_AND_GRAVE = str.maketrans("´`", "''")  # noqa: RUF001


def fold(words: str) -> str:
    """Words as they are compared: without case, accents, invisible letters, or blanks but one between two words.

    Apostrophes, quotation marks and dashes are the straight ones. It is for comparing only, never shown or stored.
    """
    words = words.translate(ACUTE_AND_GRAVE).casefold()
    if not words.isascii():
        words = NOT_ASCII.sub(lambda found: _plain(found[0]), unicodedata.normalize("NFKD", words)).casefold()
    return " ".join(words.split())


@lru_cache(8192)
def _plain(letter: str) -> str:
    """What stands for a letter, once letters are taken apart: nothing for an accent and for what is invisible.

    Accents are marks above and below, and the points of Hebrew and Arabic, by their combining class. The marks that are
    vowels in Indic languages and Thai, or make another letter in Japanese, are none.
    """
    combining = unicodedata.combining(letter)
    if combining >= 200 or 10 <= combining <= 36 or IGNORED.match(letter):
        return ""
    return ALIKE.get(letter, letter)


# The same for names that are looked up on every click: a sheet has the same few again and again.
folded_name = lru_cache(8192)(fold)


def collation_key(words: str) -> tuple[str, str]:
    """Where words stand in a list in the reader's language: by their letters, then by accents and case."""
    whole = unicodedata.normalize("NFC", words)
    return fold(whole.casefold().translate(_alphabet(language().locale.language))), whole.swapcase()


@lru_cache
def _alphabet(tag: str) -> dict[int, str]:
    """What stands for each letter of its own of a language: the one it stands behind, and a sign after all letters."""
    runs = ALPHABETS.get(tag, "").split()
    return {ord(letter): run[0] + BEHIND * place for run in runs for place, letter in enumerate(run) if place}


def is_seen(words: str) -> bool:
    """Whether there is anything to see: a name of blanks and invisible letters is none."""
    return SEEN.search(words) is not None


def initial(name: str) -> str:
    """The first character of a name as people see it (a grapheme cluster): a flag and an accented letter are whole.

    What cannot be seen is passed over, and opening punctuation where more follows.
    """
    clusters = (found[0] for found in CLUSTER.finditer(name) if is_seen(found[0]))
    first = next(clusters, "")
    return next((cluster for cluster in chain((first,), clusters) if not PUNCTUATION.match(cluster)), first)
