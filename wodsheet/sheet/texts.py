"""The texts of a character: what is written, what the books say of it, and what is offered."""

from __future__ import annotations

from collections.abc import Iterable

from wodsheet.engine import Choice, Text, placeholders
from wodsheet.sheet.character import Character
from wodsheet.templating.i18n import gettext as _
from wodsheet.unicode import is_seen


class Texts(Character):
    """A character with its texts read through its line."""

    def text(self, text: Text) -> str:
        """The words written for one text; before that what the choice it follows leads to, or what it starts as."""
        words = self.texts.get(text.name)
        if words is None and text.follows and not self.kind.lacks(text):
            leading = {choice.key for choice in self.leading(text.by)}
            words = next((choice.stored for choice in text.choices if leading & set(choice.of)), None)
        return text.start if words is None else words

    def shown(self, text: Text) -> str:
        """The words written for one text as its reader is shown them: those of a book in the reader's language."""
        return text.shown(self.text(text), self.keys.get(text.name))

    def chosen(self, text: Text) -> Choice | None:
        """The choice of a text: that of its stored key, else the one that its words name."""
        return text.choice(self.text(text), self.keys.get(text.name))

    def choice(self, text: Text) -> Choice | None:
        """What the book says of the words written there, or of what the kind counts as; None where the kind has not
        this text, whatever was written before.
        """
        counted = self.kind.counts_as.get(text.name)
        if counted:
            return text.choice(counted)
        return None if self.kind.lacks(text) else self.chosen(text)

    @property
    def mark(self) -> str:
        """The drawn mark of what they are, by its key in ``lines/names/marks.csv``; else "none", the plain one."""
        text = self.line.marked
        choice = self.choice(text) if text else None
        return f"{text.name}-{choice.key}" if text and choice else "none"

    def offers(self, text: Text) -> dict[str, list[Choice]]:
        """The choices of a text, grouped, those that belong to a choice it goes by before the others."""
        return grouped(text.choices, self.leading(text.by))

    def leading(self, by: Iterable[str]) -> list[Choice]:
        """The choices of the texts of these names, of those that have one."""
        chosen = (self.choice(self.line.texts[name]) for name in by)
        return [choice for choice in chosen if choice]

    def stands_first(self, text: Text) -> bool:
        """Whether the sentence under the name is said with this text."""
        return text.name in placeholders(*self.layout.standfirst)

    @property
    def standfirst(self) -> str:
        """Who they are in one sentence, of what is written."""
        for sentence in self.layout.standfirst:
            written = {name: self.shown(self.line.texts[name]) for name in placeholders(sentence)}
            if all(map(is_seen, written.values())):
                return sentence % written
        return ""

    @property
    def introduction(self) -> str:
        """The standfirst, and the chronicle where that leaves it out."""
        first, chronicle = self.standfirst, self.texts.get("chronicle", "")
        if "chronicle" in placeholders(*self.line.standfirst) or not is_seen(chronicle):
            return first
        return _("%(standfirst)s, %(chronicle)s", standfirst=first, chronicle=chronicle) if first else chronicle


def grouped(choices: Iterable[Choice], leading: Iterable[Choice]) -> dict[str, list[Choice]]:
    """Choices by the heading they are offered under, those of each leading choice first and under its name."""
    own = [(one.key, one.label) for one in leading]
    groups: dict[str, list[Choice]] = {label: [] for _, label in own} or {"": []}
    for choice in choices:
        heading = choice.group
        for key, label in own:
            if key in choice.of:
                heading = label
                break
        groups.setdefault(heading, []).append(choice)
    return {label: group for label, group in groups.items() if group}
