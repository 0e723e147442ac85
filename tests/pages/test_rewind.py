"""A character can be read as it stood after each of its revisions, whatever was done since."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any
from uuid import uuid4

import pytest

from wodsheet.lines import LINES
from wodsheet.rules.inverse import Change, State
from wodsheet.rules.rewind import rewind
from wodsheet.sheet import hash_text
from wodsheet.sheet.as_it_stood import state_of
from wodsheet.statements.history import AS_IT_STOOD

WORDS = ["", "Prince", "Toreador", "Brujah", "Ghost Council", "Entrepreneurial", "To find who lied at the opera"]


class Deeds:
    """Random deeds of a player on a sheet, through the app itself."""

    def __init__(self, owner: Any, seed: int) -> None:
        self.owner, self.random = owner, random.Random(seed)
        self.line = LINES[owner.character.line]
        self.removed: list[tuple[str, int]] = []

    def sheet(self) -> Any:
        answer = self.owner.browser.get(self.owner.character.path, headers={"Accept": "application/json"})
        return answer.json

    def do(self) -> None:
        """One deed."""
        getattr(self, self.random.choice(("rate", "mark", "write", "write", "add", "entry", "entry", "undo")))()

    def rate(self) -> None:
        trait = self.random.choice([*self.line.traits.values()])
        self.owner.post(f"ratings/{trait.name}", dots=self.random.choice(trait.range))

    def mark(self) -> None:
        tracker = self.random.choice([*self.line.trackers])
        self.owner.post(f"trackers/{tracker}", damage=self.random.choice(["0/0", "1/0", "0/1", "1/1"]))

    def write(self) -> None:
        choices = [text for text in self.line.texts.values() if text.choices and text.name != "kind"]
        text = self.random.choice([*choices, *self.line.texts.values()])
        offered = [choice.stored for choice in text.choices] or WORDS
        present = self.sheet()["texts"][text.name]
        # What one person goes on writing is one revision, and so has no moments in between.
        if text.choices or not present:
            self.owner.write(text.name, self.random.choice(offered), seen=present)

    def add(self) -> None:
        listing = self.random.choice([one for name, one in self.line.listings.items() if name not in self.line.outer])
        name = self.random.choice([choice.stored for choice in listing.choices] or WORDS[1:])
        self.owner.add(listing.name, name)

    def entry(self) -> None:
        lists = [(name, each) for name, entries in self.sheet()["lists"].items() for each in entries]
        if not lists:
            self.add()
            return
        name, entry = self.random.choice(lists)
        at = f"lists/{name}/{entry['id']}"
        deed = self.random.choice(("rating", "text", "move", "remove", "inside"))
        if deed == "rating":
            self.owner.post(f"{at}/rating", dots=self.random.randint(0, 5))
        elif deed == "text" and entry["texts"]:
            text = self.random.choice([*entry["texts"]])
            self.owner.post(f"{at}/texts/{text}", text="Somebody", seen=hash_text(entry["texts"][text]))
        elif deed == "move":
            self.owner.post(f"{at}/move", place=self.random.randint(0, 3))
        elif deed == "remove":
            self.owner.post(f"{at}/remove")
            if self.random.random() < 0.5:
                self.owner.post(f"{at}/restore")
        elif deed == "inside" and "inside" in entry:
            inner = self.line.listings[name].inside
            assert inner
            self.owner.post(f"lists/{inner.name}", name="Of one's own", under=entry["id"], form_key=str(uuid4()))

    def undo(self) -> None:
        self.owner.post(self.random.choice(("undo", "undo", "redo")), form_key=str(uuid4()))


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_deeds_each_moment_is_found_again(as_owner, make_character, connection, line, seed):
    anna = make_character(line=line)
    owner = as_owner(anna)
    deeds, stood = Deeds(owner, seed), dict[int, State]()
    parameters = {"id": anna.id, "line": line, "user": anna.owner.id, "session": anna.owner.session}

    def read(revision: int) -> Any:
        return connection.execute(AS_IT_STOOD, parameters | {"revision": revision}).fetchone()

    newest = "SELECT max(id) AS id FROM revisions WHERE character_id = %s"
    for _ in range(50):
        deeds.do()
        if revision := connection.execute(newest, [anna.id]).fetchone().id:
            stood[revision] = as_read(state_of(read(revision)))
    assert len(stood) > 15
    for revision, state in stood.items():
        row = read(revision)
        then = rewind(state_of(row), (Change(*change) for change in row.changes))
        assert with_starts(as_read(then), LINES[line]) == with_starts(state, LINES[line])


def as_read(state: State) -> State:
    """The state without what says nothing to a reader."""
    state = deepcopy(state)
    for entry in state.entries.values():
        entry["texts"] = {name: words for name, words in entry["texts"].items() if words}
    return state


def with_starts(state: State, line: Any) -> State:
    """The state with what was never set as it starts."""
    state.ratings = line.start | state.ratings
    texts = line.texts
    state.texts = {
        name: words for name, words in state.texts.items() if texts[name].follows or words != texts[name].start
    }
    state.keys = {name: key for name, key in state.keys.items() if name in state.texts}
    return state
