"""The guided way: how a character is made, one stage after the other."""

from __future__ import annotations

from dataclasses import dataclass

from wodsheet.engine.messages import Message


@dataclass(frozen=True)
class Answer:
    """An answer to a question, and the ``keys`` of the choices that it speaks for."""

    words: Message
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A question that helps to choose. It binds nobody to anything."""

    asked: Message
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Stage:
    """A stage in making a character, with an address of its own: what is ``asked``, and the ``parts`` that answer it.

    ``parts`` are the names of sections, texts, traits and listings, in their order on the page. A stage without any
    that a kind has is none of its stages. The choices of the text ``cards`` are shown side by side, each with what it
    brings; the ``questions`` find those that may suit. ``hint`` is for somebody who has not played before.
    """

    name: str
    label: Message
    asked: Message
    hint: Message
    parts: tuple[str, ...]
    cards: str = ""
    questions: tuple[Question, ...] = ()
