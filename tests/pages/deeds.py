"""Random deeds on one sheet, by whoever has a browser or a token: everything that a person can do to a character."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient

from tests.factories import Character, pictures
from tests.pages.conftest import JSON
from wodsheet.engine import Line, Listing
from wodsheet.lines import LINES
from wodsheet.sheet import hash_text

WORDS = ("", "To leave", "To stay\nfor good", "Zoë’s", "🂡 " * 9)
# Rare, because each of them has to be read and drawn.
SELDOM = 0.06


class Deeds:
    """Deeds on one character. ``clients`` do them in turn, by chance; the first is the owner's."""

    def __init__(self, character: Character, clients: list[FlaskClient], random: Random) -> None:
        self.character, self.clients, self.random = character, clients, random
        self.line: Line = LINES[character.line]
        self.removed: list[tuple[str, int]] = []

    def read(self) -> dict[str, Any]:
        """What a program reads of the sheet now."""
        sheet: Any = self.clients[0].get(self.character.path, headers=JSON).json
        return sheet

    def send(self, path: str, client: FlaskClient | None = None, **form: Any) -> Any:
        """Post a form by one of the clients; the answer's JSON."""
        client = client or self.random.choice(self.clients)
        answer = client.post(f"{self.character.path}/{path}", data=form, headers=JSON)
        assert answer.status_code in (200, 201, 303, 404, 409, 422), answer.text
        return answer.json

    def do(self) -> None:
        """One deed by chance; it may be refused."""
        deeds: list[Callable[[], None]] = [self.rate, self.mark, self.write, self.add, self.experience, self.act]
        deeds += [self.change_entry] * 3
        if self.random.random() < SELDOM:
            deeds = [self.picture, self.archive, self.restore]
        self.random.choice(deeds)()

    def rate(self) -> None:
        trait = self.random.choice(list(self.line.traits.values()))
        self.send(f"ratings/{trait.name}", dots=self.random.choice(trait.range))

    def mark(self) -> None:
        tracker = self.random.choice(list(self.line.trackers))
        self.send(f"trackers/{tracker}", damage=f"{self.random.randint(0, 3)}/{self.random.randint(0, 3)}")

    def write(self) -> None:
        text = self.random.choice(list(self.line.texts.values()))
        words = self.random.choice([choice.stored for choice in text.choices] or [f"{self.random.choice(WORDS)}!"])
        before = self.read()["texts"][text.name]
        self.send(f"texts/{text.name}", text=words, seen=hash_text(before))

    def act(self) -> None:
        """An action with answers by chance, or the use of an entry."""
        if self.random.random() < 0.4 and (entries := self.entries()):
            self.send(f"uses/{self.random.choice(entries)[1]['id']}", form_key=str(uuid4()))
            return
        action = self.random.choice(self.line.actions)
        answers: dict[str, Any] = {
            ask.name: self.random.choice([option.name for option in ask.options] or range(ask.low, ask.high + 1))
            for ask in action.asks
            if ask.when is None
        }
        self.send(f"actions/{action.name}", form_key=str(uuid4()), **answers)

    def experience(self) -> None:
        kind = self.random.choice(("earned", "spent"))
        self.send(f"experience/{kind}", amount=self.random.randint(1, 9), reason="A night", form_key=str(uuid4()))

    def entries(self) -> list[tuple[Listing, dict[str, Any]]]:
        """Every entry there is, those that stand in others too."""
        found = []
        for name, entries in self.read()["lists"].items():
            for entry in entries:
                found.append((self.line.listings[name], entry))
                inner = self.line.listings[name].inside
                found += [(inner, one) for one in entry.get("inside", ()) if inner]
        return found

    def add(self) -> None:
        listing = self.random.choice(list(self.line.listings.values()))
        outer = self.line.outer.get(listing.name)
        form: dict[str, Any] = {"form_key": str(uuid4()), "name": f"Thing {self.random.randint(1, 99)}"}
        if listing.choices and self.random.random() < 0.7:
            form["name"] = self.random.choice(listing.choices).stored
        if outer:
            possible = [entry["id"] for one, entry in self.entries() if one is outer]
            if not possible:
                return
            form["under"] = self.random.choice(possible)
        self.send(f"lists/{listing.name}", **form)

    def change_entry(self) -> None:
        entries = self.entries()
        if self.removed and self.random.random() < 0.1:
            name, id = self.random.choice(self.removed)
            self.send(f"lists/{name}/{id}/restore")
        elif entries:
            self.change(*self.random.choice(entries))
        else:
            self.add()

    def change(self, listing: Listing, entry: dict[str, Any]) -> None:
        at = f"lists/{listing.name}/{entry['id']}"
        deed = self.random.choice(("rating", "move", "remove", "text", "name"))
        if deed == "rating":
            self.send(f"{at}/rating", dots=self.random.randint(0, listing.high or 1))
        elif deed == "move":
            self.send(f"{at}/move", place=self.random.randint(0, 3))
        elif deed == "remove":
            self.removed.append((listing.name, entry["id"]))
            self.send(f"{at}/remove")
        elif deed == "name":
            self.send(f"{at}/texts/name", text=f"Other {self.random.randint(1, 9)}", seen=hash_text(entry["name"]))
        else:
            texts = entry.get("texts") or {}
            if texts:
                name = self.random.choice(list(texts))
                self.send(f"{at}/texts/{name}", text=self.random.choice(WORDS), seen=hash_text(texts[name]))

    def picture(self) -> None:
        browser = self.clients[0]
        deed = self.random.choice(("", "", "/remove", "/texts/alias", "/focus"))
        forms = {
            "": lambda: {"picture": (io.BytesIO(pictures.file()), "face.png")},
            "/texts/alias": lambda: {"text": "The Heron", "seen": hash_text("")},
            "/focus": lambda: {"x": "20", "y": "30"},
        }
        self.send(f"portraits/face{deed}", browser, **forms.get(deed, dict)())

    def restore(self) -> None:
        history: Any = self.clients[0].get(f"{self.character.path}/history", headers=JSON).json
        moment = self.random.choice(history["revisions"])["id"]
        self.send(f"history/{moment}/restore", self.clients[0], all="yes")

    def archive(self) -> None:
        deed = self.random.choice(("archive", "archive/undo", "death", "death/undo"))
        epitaph = {"epitaph": self.random.choice(WORDS), "seen": hash_text(self.read()["epitaph"])}
        self.send(deed, self.clients[0], **(epitaph if deed == "death" else {}))
