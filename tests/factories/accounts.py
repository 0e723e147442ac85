"""A whole account: a character of every line, and one of everything else that a player can have."""

from __future__ import annotations

from uuid import uuid4

from flask import Flask
from psycopg.types.json import Jsonb

from tests.factories import Character, Factory, Player, pictures
from tests.factories.people import ordinary
from wodsheet.lines import LINES
from wodsheet.portraits import storage
from wodsheet.sheet.document import keys_of

PHOTO = pictures.drawing(300, 200)


def put_picture(app: Flask, factory: Factory, character: Character, slot: str) -> str:
    """Put a real picture into a character's slot, with a text and a focus; its key."""
    key = uuid4().hex
    small, large = pictures.file("WEBP", pictures.drawing(320, 400)), pictures.file("WEBP", PHOTO)
    with app.app_context():
        storage.save(key, (small, large))
    factory.connection.execute(
        "INSERT INTO portraits (character_id, slot, key, alias, alt, x, y, width, height, bytes, at)"
        " VALUES (%s, %s, %s, 'The Heron', 'She looks away', 37, 83, 300, 200, %s, '2026-02-03 04:05:06+00')",
        [character.id, slot, key, len(small) + len(large)],
    )
    return key


def fill_account(app: Flask, factory: Factory, player: Player) -> list[Character]:
    """Give a player a character of every line as people play them, and everything else; the characters."""
    made = [ordinary(factory, player, line) for line in LINES]
    vampire, _, wolf = made
    for position, (name, shape, dots) in enumerate((("Debts", "Counter", 17), ("Luck", "Boxes", 2))):
        factory.entry(vampire, "own", name, dots, position=position, shape=shape, most="20", note="Of the house")
    ghoul = factory.character(player, texts={"name": "Bela", "kind": "Ghoul", "domitor": "Anna"}, hunger=1)
    discipline = factory.entry(ghoul, "disciplines", "A discipline of one's own", 1)
    factory.entry(ghoul, "powers", "A power of one's own", parent=discipline, hint="It hums", level="2", cost="Free")
    for character in made:
        factory.experience(character, "earned", 15, "The first night", day="2026-01-02")
        mistake = factory.experience(character, "spent", 6, "A dot by mistake", day="2026-01-03")
        factory.experience(character, "correction", 6, "A dot by mistake", day="2026-01-04", corrects=mistake)
        factory.experience(character, "spent", 3, "Melee", day="2026-01-03")
    put_picture(app, factory, vampire, "face")
    put_picture(app, factory, vampire, "own4")
    put_picture(app, factory, wolf, "body")
    away = factory.character(player, "htr", texts={"name": "Put away"}, archived=True)
    dead = factory.character(player, "wta", texts={"name": "Dead"}, died=True)
    factory.connection.execute(
        "UPDATE characters SET archived_at = '2026-02-02 01:02:03.456789+00' WHERE archived_at IS NOT NULL"
    )
    factory.connection.execute(
        "UPDATE characters SET died_at = '2026-02-03 01:02:03.4+00', epitaph = E'She kept\\nthe light on'"
        " WHERE died_at IS NOT NULL"
    )
    gone = factory.character(player, "wta", texts={"name": "Deleted"}, deleted=3)
    factory.connection.execute(
        "UPDATE characters SET created_at = '2025-03-04 05:06:07.000008+00',"
        " changed_at = '2026-03-04 05:06:07+00'::timestamptz + id * interval '1 second'"
    )
    factory.connection.execute(
        "INSERT INTO user_preferences (user_id, theme, text_size, density, motion, plate, paper, margin_width, heights)"
        " VALUES (%s, 'dark', 'large', 'close', 'less', 'plain', 'letter', 41, %s)",
        [player.id, Jsonb({"text-notes": 246})],
    )
    everybody = [*made, ghoul, away, dead, gone]
    for character in everybody:
        fill_keys(factory, character)
    return everybody


def fill_keys(factory: Factory, character: Character) -> None:
    """Put the keys of the books' choices beside the words that a character has."""
    line, run = LINES[character.line], factory.connection.execute
    ((texts,),) = run("SELECT texts FROM characters WHERE id = %s", [character.id]).fetchall()
    run("UPDATE characters SET keys = %s WHERE id = %s", [Jsonb(keys_of(line, texts, {})), character.id])
    asked = "SELECT id, kind, name, parent_id FROM entries WHERE character_id = %s ORDER BY parent_id NULLS FIRST"
    keys: dict[int | None, str] = {}
    for id, kind, name, parent in run(asked, [character.id]).fetchall():
        if choice := line.listings[kind].choice(name, keys.get(parent, "")):
            keys[id] = choice.key
            run("UPDATE entries SET key = %s WHERE id = %s", [choice.key, id])
