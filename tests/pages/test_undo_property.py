"""Whatever was done to a sheet, by whom and in which order it is taken back: it is then as it was before."""

from __future__ import annotations

import os
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from tests.grants import grant as grant
from tests.pages.conftest import JSON
from tests.pages.deeds import Deeds
from wodsheet.lines import LINES
from wodsheet.statements.rights import EDIT

# How many deeds on the sheet of each line. A thousand takes some two minutes.
MANY = int(os.environ.get("DEEDS", "40"))

REVISIONS = "SELECT id, undoes, kind FROM revisions WHERE character_id = %s AND kind <> 'creation' ORDER BY id"
ROWS = """
SELECT jsonb_build_array(archived_at, died_at, epitaph, keys,
  (SELECT jsonb_agg(e ORDER BY id) FROM entries e WHERE character_id = c.id),
  (SELECT jsonb_agg(p ORDER BY slot) FROM portraits p WHERE character_id = c.id),
  (SELECT jsonb_build_array(coalesce(sum(earned), 0), coalesce(sum(spent), 0))
   FROM experience WHERE character_id = c.id)
) AS rows FROM characters c WHERE id = %s
"""


class Story:
    """One character's journal, as this test reads it."""

    def __init__(self, connection: Any, deeds: Deeds) -> None:
        self.connection, self.deeds, self.id = connection, deeds, deeds.character.id

    def is_active(self) -> dict[int, bool]:
        """Whether each revision holds, by its id: an undo that holds takes back what it undoes."""
        undone_by = {row.undoes: row.id for row in self.rows() if row.undoes}

        def holds(id: int) -> bool:
            return id not in undone_by or not holds(undone_by[id])

        return {row.id: holds(row.id) for row in self.rows()}

    def rows(self) -> list[Any]:
        return self.connection.execute(REVISIONS, [self.id]).fetchall()

    def acts(self) -> list[int]:
        """What was done and holds, undos left out."""
        active = self.is_active()
        return [row.id for row in self.rows() if row.undoes is None and active[row.id]]

    def undos(self) -> list[int]:
        """The undos that were not taken back."""
        active = self.is_active()
        return [row.id for row in self.rows() if row.undoes and active[row.id]]

    def snapshot(self) -> dict[str, Any]:
        """All that a sheet says, and what is stored of it besides."""
        sheet = self.deeds.read()
        row = self.connection.execute(ROWS, [self.id]).fetchone()
        return {"sheet": {name: part for name, part in sheet.items() if name != "changed_at"}, "rows": row.rows}

    def changes(self, revision: int) -> list[Any]:
        """What a revision changed, for the message of a test that fails."""
        query = "SELECT what, entry_id, was, now FROM changes WHERE character_id = %s AND revision_id = %s"
        return self.connection.execute(query, [self.id, revision]).fetchall()

    def take_back(self, revision: int) -> None:
        """Take a revision back, after all that rests on it: each refusal names one that does."""
        while True:
            client = self.deeds.clients[0]
            path = f"{self.deeds.character.path}/history/{revision}/undo"
            answer = client.post(path, headers=JSON)
            if answer.status_code == 200:
                return
            refusal: Any = answer.json
            assert "rests_on_it" in refusal, (refusal, self.changes(revision))
            resting = refusal["rests_on_it"]
            assert resting > revision
            assert self.is_active()[resting]
            self.take_back(resting)


@pytest.mark.parametrize("line", LINES)
def test_everything_taken_back_in_any_order_leaves_the_sheet_as_it_began(
    line, app, connection, monkeypatch, signed_in, program, make_token, make_player, make_character, grant
):
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], portrait_grace_days=30))
    random = Random(f"{line} {os.environ.get('SEED', '')}")
    anna, friend = make_character(line=line), make_player()
    grant(anna, friend, EDIT)
    owner = signed_in(anna.owner)
    deeds = Deeds(anna, [owner, signed_in(friend), program(make_token(anna.owner, "write"))], random)
    story = Story(connection, deeds)
    start = story.snapshot()
    for _ in range(MANY):
        deeds.do()
    end = story.snapshot()

    while acts := story.acts():
        story.take_back(random.choice(acts))
    assert story.snapshot() == start

    for undo in reversed(story.undos()):
        if story.is_active()[undo]:
            story.take_back(undo)
    assert story.snapshot() == end
