"""What the database itself keeps out of a character and out of a player's preferences, whoever writes."""

import psycopg
import pytest


@pytest.mark.parametrize(
    "ratings", ["{}", '{"wits": 0}', '{"wits": 20}', '{"animal_ken": 3, "wits": 10, "x1": 19}', '{"wits": 1e1}']
)
def test_whole_numbers_from_0_to_20_are_ratings(connection, make_character, ratings):
    anna = make_character()
    connection.execute("UPDATE characters SET ratings = %s WHERE id = %s", (ratings, anna.id))


@pytest.mark.parametrize(
    "ratings",
    [
        *("[]", '"wits"', "3", "null", "[3]"),
        *('{"wits": 21}', '{"wits": -1}', '{"wits": 2.5}', '{"wits": 100}', '{"wits": 1e2}'),
        *('{"wits": "3"}', '{"wits": null}', '{"wits": true}', '{"wits": [3]}', '{"wits": {"now": 3}}'),
        *('{"Wits": 3}', '{"": 3}', '{"_wits": 3}', '{"wi ts": 3}', '{"wits\\"": 3}', '{"wits\\n": 3}', '{"wïts": 3}'),
        *('{"strength": 3, "wits": 21}', '{"strength": 3, "Wits": 3}', '{"strength": 3, "wits\\": 3, \\"x": 3}'),
    ],
)
def test_nothing_else_is_a_rating(connection, make_character, ratings):
    anna = make_character()
    with pytest.raises(psycopg.errors.CheckViolation, match="ratings_in_range"):
        connection.execute("UPDATE characters SET ratings = %s WHERE id = %s", (ratings, anna.id))


@pytest.mark.parametrize("texts", ['{"name": "Anna"}', '{"name": "Anna", "x1": "", "notes": "\\"a\\": {\\n}"}'])
def test_words_under_keys_are_texts(connection, make_character, texts):
    anna = make_character()
    connection.execute("UPDATE characters SET texts = %s WHERE id = %s", (texts, anna.id))


@pytest.mark.parametrize(
    "more", ['{"notes": 3}', '{"notes": null}', '{"notes": ["a"]}', '{"Notes": "a"}', '{"": "a"}', '{"no tes": "a"}']
)
def test_nothing_else_is_a_text(connection, make_character, make_entry, more):
    anna = make_character()
    sister = make_entry(anna, "touchstones", "Her sister")
    for table, row in (("characters", anna.id), ("entries", sister)):
        with pytest.raises(psycopg.errors.CheckViolation, match="texts_are_words"), connection.transaction():
            connection.execute(f"UPDATE {table} SET texts = texts || %s WHERE id = %s".encode(), (more, row))


@pytest.mark.parametrize("keys", ["[]", '{"clan": 3}', '{"clan": null}', '{"clan": "Brujah"}', '{"Clan": "brujah"}'])
def test_nothing_but_keys_are_keys(connection, make_character, make_entry, keys):
    anna = make_character()
    connection.execute("UPDATE characters SET keys = %s", ['{"clan": "brujah", "kind": "ghoul"}'])
    with pytest.raises(psycopg.errors.CheckViolation, match="keys_are_keys"), connection.transaction():
        connection.execute("UPDATE characters SET keys = %s", [keys])
    make_entry(anna, "touchstones", "Her sister")
    with pytest.raises(psycopg.errors.CheckViolation, match="key_is_a_key"):
        connection.execute("UPDATE entries SET key = 'Iron Will'")


@pytest.mark.parametrize(
    ("column", "saved"),
    [
        *(("theme", "'sepia'"), ("text_size", "'huge'"), ("density", "''"), ("motion", "'more'")),
        *(("plate", "'none'"), ("paper", "'a5'")),
        *(("margin_width", "19"), ("margin_width", "51"), ("theme", "NULL"), ("heights", "NULL")),
        *(("heights", "'[]'"), ("heights", """'{"text-notes": 9}'"""), ("heights", """'{"text-notes": 10000}'""")),
        *(("heights", """'{"text-notes": "90"}'"""), ("heights", """'{"text-Notes": 90}'""")),
        ("heights", """'{"text-notes{}": 90}'"""),
        ("heights", "(SELECT jsonb_object_agg('text-e' || n || '-note', 90) FROM generate_series(1, 201) n)"),
    ],
)
def test_nothing_but_what_is_offered_is_a_preference(connection, player, column, saved):
    asked = f"INSERT INTO user_preferences (user_id, {column}) VALUES (%s, {saved})"
    with pytest.raises(psycopg.errors.IntegrityError, match=column.removesuffix("_width")):
        connection.execute(asked.encode(), [player.id])


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("key = 'face'", "key_is_random"),
        ("slot = 'Face'", "slot_is_a_key"),
        ("x = 101", "focus_in_the_picture"),
        ("y = -1", "focus_in_the_picture"),
        ("width = 0", "has_a_size"),
        ("bytes = 0", "has_a_size"),
    ],
)
def test_a_row_that_no_picture_has_is_refused(connection, make_character, factory, change, rule):
    factory.portrait(make_character(), "face", "0" * 32)
    with pytest.raises(psycopg.errors.CheckViolation, match=rule):
        connection.execute(f"UPDATE portraits SET {change}".encode())
