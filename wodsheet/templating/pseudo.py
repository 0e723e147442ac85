"""The pseudo-language: English with accents, 40 percent longer, in brackets. It shows what is not translated yet."""

from __future__ import annotations

import re
from functools import lru_cache
from gettext import NullTranslations
from math import ceil

from babel import Locale

from wodsheet.templating.i18n import LANGUAGES, PSEUDO_TAG, Language

LONGER = 0.4
LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ",
)
VOWELS = "åéîöûýÅÉÎÖÛÝ"
# Placeholders of both kinds, markup and character references stay as they are.
UNTOUCHED = re.compile(r"(%\(\w+\)[sd]|%%|\{\w*(?::[^{}]*)?\}|<[^<>]+>|&#?\w+;)")


@lru_cache(16_384)
def accented(message: str) -> str:
    """A message as the pseudo-language has it. A message that is there already, or has no letter, stays."""
    parts = UNTOUCHED.split(message)
    words = parts[::2]
    if message.startswith("[") or not any(any(map(str.isalpha, part)) for part in words):
        return message
    accents = [part.translate(LETTERS) for part in words]
    missing = ceil(LONGER * sum(map(len, words)))
    for number, part in enumerate(accents):
        accents[number] = _lengthened(part, missing)
        missing -= len(accents[number]) - len(part)
    parts[::2] = accents
    # What no vowel could lengthen is a word of its own.
    return f"[{''.join(parts)}{' ' + 'ö' * (missing - 1) if missing > 1 else 'ö' * missing}]"


def _lengthened(words: str, missing: int) -> str:
    """Words with each vowel twice, until as many letters as ``missing`` are added."""
    longer = []
    for letter in words:
        longer.append(letter)
        if missing > 0 and letter in VOWELS:
            longer.append(letter.lower())
            missing -= 1
    return "".join(longer)


class Accents(NullTranslations):
    """The messages of the pseudo-language, each made from the English one."""

    def gettext(self, message: str) -> str:
        return accented(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return accented(msgid1 if n == 1 else msgid2)


PSEUDO = Language(PSEUDO_TAG, LANGUAGES[PSEUDO_TAG], Locale("en", "GB"), Accents(), accented)
