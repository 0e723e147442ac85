"""Everything that somebody does to a character is one revision, and what it replaced stays in the journal."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest
from alembic import command

from tests.factories import Factory
from tests.markup import HTMX
from wodsheet.db import readiness
from wodsheet.sheet import hash_text

JOURNAL = """
SELECT r.kind, r.hand, r.user_id, ch.what, ch.was, ch.now, ch.entry_id, r.id AS revision
FROM revisions r LEFT JOIN changes ch ON ch.revision_id = r.id AND ch.character_id = r.character_id
WHERE r.character_id = %s ORDER BY r.id, ch.id
"""


@pytest.fixture
def anna(make_character):
    return make_character()


@pytest.fixture
def journal(connection, anna):
    """Every change of Anna's with its revision, oldest first."""
    return lambda: connection.execute(JOURNAL, [anna.id]).fetchall()


@pytest.fixture
def post(signed_in, anna):
    """Post a form to one of Anna's addresses, as her player does."""

    def post(path, **form):
        answer = signed_in(anna.owner).post(f"{anna.path}/{path}", data=form, headers=HTMX)
        assert answer.status_code < 400, answer.text
        return answer

    return post


def write(post, words, seen, name="notes"):
    return post(f"texts/{name}", text=words, seen=hash_text(seen))


def test_each_click_is_a_revision_of_its_player(post, journal, anna):
    post("ratings/strength", dots=2)
    post("ratings/strength", dots=3)
    assert [(row.kind, row.hand, row.user_id, row.was, row.now) for row in journal()] == [
        ("ratings", "player", anna.owner.id, {"strength": 1}, {"strength": 2}),
        ("ratings", "player", anna.owner.id, {"strength": 2}, {"strength": 3}),
    ]


def test_a_click_that_changes_nothing_is_none(post, journal):
    post("ratings/strength", dots=1)
    assert journal() == []


def test_a_token_is_another_hand(app, factory, anna, journal):
    token = factory.token(anna.owner, "write")
    app.test_client().post(
        f"{anna.path}/ratings/wits", data={"dots": "2"}, headers={"Authorization": f"Bearer {token}"}
    )
    assert [row.hand for row in journal()] == ["token"]


def test_a_text_saved_again_and_again_in_one_sitting_is_one_change(post, journal):
    write(post, "A", "")
    write(post, "A note", "A")
    post("ratings/wits", dots=2)
    write(post, "A note by lamplight", "A note")
    texts = [(row.was, row.now) for row in journal() if row.what == "texts"]
    assert texts == [({"notes": ""}, {"notes": "A note by lamplight"})]


def test_another_sitting_and_another_text_are_changes_of_their_own(post, journal, connection):
    write(post, "A", "")
    write(post, "Poet", "", name="concept")
    connection.execute("SET LOCAL session_replication_role = replica")
    connection.execute("UPDATE revisions SET at = at - interval '3 hours'")
    connection.execute("SET LOCAL session_replication_role = origin")
    write(post, "A note", "A")
    assert [row.now for row in journal()] == [{"notes": "A"}, {"concept": "Poet"}, {"notes": "A note"}]


def test_a_text_that_somebody_else_changed_meanwhile_begins_again(post, journal, connection, anna):
    write(post, "A", "")
    connection.execute('UPDATE characters SET texts = texts || \'{"notes": "B"}\'')
    write(post, "A note", "B")
    assert [(row.was, row.now) for row in journal()] == [
        ({"notes": ""}, {"notes": "A"}),
        ({"notes": "B"}, {"notes": "A note"}),
    ]


def test_a_text_that_another_hand_wrote_in_between_begins_again_though_the_words_are_the_same(
    post, journal, app, factory, anna
):
    program = {"Authorization": f"Bearer {factory.token(anna.owner, 'write')}"}
    write(post, "A", "")
    for words, seen in (("B", "A"), ("A", "B")):
        form = {"text": words, "seen": hash_text(seen)}
        assert app.test_client().post(f"{anna.path}/texts/notes", data=form, headers=program).status_code == 200
    write(post, "A note", "A")
    assert [row.now["notes"] for row in journal()] == ["A", "A", "A note"]


def test_choices_never_fold_and_their_keys_stand_beside_them(post, journal):
    write(post, "Brujah", "", name="clan")
    write(post, "Toreador", "Brujah", name="clan")
    assert [(row.what, row.was, row.now) for row in journal()] == [
        ("texts", {"clan": ""}, {"clan": "Brujah"}),
        ("keys", {"clan": None}, {"clan": "brujah"}),
        ("texts", {"clan": "Brujah"}, {"clan": "Toreador"}),
        ("keys", {"clan": "brujah"}, {"clan": "toreador"}),
    ]


def test_a_bane_that_followed_the_clan_was_the_words_that_stood_there(post, journal):
    write(post, "Toreador", "", name="clan")
    write(post, "Mirrors hold me", "Aesthetic Fixation", name="bane")
    texts, follows = journal()[-2:]
    assert (texts.was, texts.now) == ({"bane": "Aesthetic Fixation"}, {"bane": "Mirrors hold me"})
    assert (follows.what, follows.was, follows.now) == ("follows", {"bane": True}, {"bane": False})


def test_writing_the_words_that_stood_there_anyway_is_in_the_journal_too(post, journal):
    write(post, "Toreador", "", name="clan")
    write(post, "Aesthetic Fixation", "Aesthetic Fixation", name="bane")
    written = {row.what: (row.was, row.now) for row in journal()[2:]}
    assert written["texts"] == ({"bane": "Aesthetic Fixation"},) * 2
    assert written["follows"] == ({"bane": True}, {"bane": False})


def test_a_bane_that_followed_what_a_kind_counts_as(post, journal):
    write(post, "Thin-blood", "Vampire", name="kind")
    write(post, "I taste of rust", "", name="bane")
    assert [row.was for row in journal() if row.what == "texts"][-1]["bane"] != "I taste of rust"


def test_a_moved_entry_is_in_the_journal_with_all_that_it_shifts(post, journal, make_entry, anna):
    first, second, third = (make_entry(anna, "touchstones", name, position=at) for at, name in enumerate("ABC"))
    post(f"lists/touchstones/{third}/move", place=0)
    moved = {row.entry_id: (row.was["position"], row.now["position"]) for row in journal()}
    assert moved == {first: (0, 1), second: (1, 2), third: (2, 0)}
    assert len({row.revision for row in journal()}) == 1


def test_a_name_is_in_the_journal_with_its_key(post, journal, make_entry, anna):
    entry = make_entry(anna, "advantages", "Allies")
    post(f"lists/advantages/{entry}/texts/name", text="Contacts", seen=hash_text("Allies"))
    assert journal()[-1].now == {"name": "Contacts", "key": "contacts"}


def test_what_takes_a_character_out_of_play_and_back_is_in_the_journal(post, journal):
    post("archive")
    post("archive")
    post("archive/undo")
    post("death", epitaph="She liked rain.", seen=hash_text(""))
    post("deletion")
    post("deletion/undo")
    states = [(sorted(row.was), row.was != row.now) for row in journal() if row.what == "state"]
    assert states == [
        *[(["archived_at"], True)] * 2,
        (["died_at", "epitaph"], True),
        *[(["deleted_at"], True)] * 2,
    ]


def test_a_line_of_the_ledger_belongs_to_a_revision(post, journal, connection, anna):
    key = str(uuid4())
    for _ in range(2):
        post("experience/earned", amount=3, reason="A night", form_key=key)
    (line,) = connection.execute("SELECT * FROM experience WHERE character_id = %s", [anna.id]).fetchall()
    post("experience/corrections", entry=line.id)
    post("experience/corrections", entry=line.id)
    lines = connection.execute("SELECT revision_id FROM experience ORDER BY id").fetchall()
    assert [row.revision for row in journal()] == [row.revision_id for row in lines]
    assert [row.kind for row in journal()] == ["experience"] * 2


def test_making_a_character_is_its_first_revision(signed_in, player, connection):
    signed_in(player).post("/vtm/ready", data={"form_key": str(uuid4())})
    (row,) = connection.execute("SELECT kind, hand, user_id FROM revisions").fetchall()
    assert row == ("creation", "player", player.id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE changes SET now = '{\"strength\": 5}' WHERE what = 'ratings'",
        "UPDATE changes SET was = '{\"notes\": \"B\"}' WHERE what = 'texts'",
        "UPDATE changes SET now = '{\"concept\": \"B\"}' WHERE what = 'texts'",
        "UPDATE changes SET revision_id = (SELECT min(id) FROM revisions)",
        "UPDATE revisions SET at = at - interval '1 day'",
        "UPDATE revisions SET at = now() + interval '1 day' WHERE kind = 'ratings'",
        "UPDATE revisions SET hand = 'system'",
        "UPDATE revisions SET user_id = NULL",
        "DELETE FROM changes",
        "DELETE FROM revisions",
        "TRUNCATE changes",
        "TRUNCATE revisions CASCADE",
    ],
)
def test_the_database_lets_no_row_of_the_journal_change_or_go(post, connection, statement):
    post("ratings/strength", dots=2)
    write(post, "A", "")
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation), connection.transaction():
        connection.execute(statement)


def test_the_journal_goes_with_its_character_and_stays_without_a_name_when_its_user_leaves(post, connection, anna):
    post("ratings/strength", dots=2)
    other = Factory(connection).player()
    connection.execute("UPDATE characters SET owner_id = %s", [other.id])
    connection.execute("DELETE FROM users WHERE id = %s", [anna.owner.id])
    assert connection.execute("SELECT user_id FROM revisions").fetchall() == [(None,)]
    connection.execute("DELETE FROM characters")
    assert connection.execute("SELECT count(*) FROM changes").fetchone() == (0,)


def test_code_from_before_revisions_still_writes(connection, anna, journal):
    connection.execute(
        "INSERT INTO changes (character_id, user_id, what, was, now)"
        " VALUES (%s, %s, 'ratings', '{\"wits\": 1}', '{\"wits\": 2}')",
        [anna.id, anna.owner.id],
    )
    Factory(connection).experience(anna, "earned", 3)
    assert [(row.kind, row.user_id, row.now) for row in journal()] == [
        ("ratings", anna.owner.id, {"wits": 2}),
        ("experience", anna.owner.id, None),
    ]


def test_old_changes_and_lines_become_revisions_in_the_order_in_which_they_happened(new_database):
    address = new_database()
    command.downgrade(readiness.alembic(address), "0017")
    with readiness.connect(address) as connection:
        factory = Factory(connection)
        anna = factory.character()
        for day, dots in ((3, 3), (1, 5), (2, 4)):
            connection.execute(
                "INSERT INTO changes (character_id, user_id, what, was, now, at)"
                " VALUES (%s, %s, 'ratings', '{\"wits\": 1}', %s, now() - %s * interval '1 day')",
                [anna.id, anna.owner.id, f'{{"wits": {dots}}}', day],
            )
        factory.experience(anna, "earned", 3)
    command.upgrade(readiness.alembic(address), "0018")
    with readiness.connect(address) as connection:
        connection.execute(
            "INSERT INTO changes (character_id, what, was, now)"
            ' VALUES (%s, \'texts\', \'{"notes": ""}\', \'{"notes": "B"}\')',
            [anna.id],
        )
    command.upgrade(readiness.alembic(address), "head")
    with readiness.connect(address) as connection:
        rows = connection.execute(JOURNAL.encode(), [anna.id]).fetchall()
    assert [(kind, now) for kind, _, _, _, _, now, *_ in rows] == [
        *(("ratings", {"wits": dots}) for dots in (3, 4, 5)),
        ("experience", None),
        ("texts", {"notes": "B"}),
    ]
    assert {row[2] for row in rows} == {anna.owner.id, None}
