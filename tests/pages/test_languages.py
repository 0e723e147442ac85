"""No English on any page in another language, and nothing that is stored depends on the language.

The player's own words here are Greek, and the pseudo-language has no letter of English: so any two Latin letters in a
row are words of ours that were not translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from psycopg.types.json import Jsonb
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.factories.sheets import KINDS
from tests.pages.conftest import page
from wodsheet.engine import Listing
from wodsheet.lines import LINES
from wodsheet.pregens import PREGENS

OWN = "Ελένη"
PSEUDO = {"Accept-Language": "en-XA"}
HTMX = PSEUDO | {"HX-Request": "true"}

ENGLISH = re.compile("[A-Za-z]{2,}")
# Names that are the same in every language.
READY = [words for one in PREGENS.values() for words in one.texts.values()]
READY += [one.texts["name"].split()[0] for one in PREGENS.values()]
PROPER = ("Wodsheet", "Authorization: Bearer …", "/openapi.json", *READY)
NAMES = re.compile("|".join(map(re.escape, PROPER)))
SAID = ("aria-label", "title", "placeholder", "alt", "label")
NOT_SAID = {"script", "style", "svg"}


def english(markup: LexborHTMLParser) -> list[str]:
    """Every word of a page in English, with the element in which it stands."""
    found = (said for node in nodes(markup.root) for said in words_of(node))
    return sorted({said for said in found if ENGLISH.search(NAMES.sub("", said.partition(": ")[2]))})


def nodes(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None:
        if node.tag not in NOT_SAID and node.attributes.get("translate") != "no":
            yield node
            yield from nodes(node.child)
        node = node.next


def words_of(node: LexborNode) -> Iterator[str]:
    if node.tag == "-text":
        parent = node.parent
        yield f"{parent.tag if parent else ''}: {node.text(deep=False).strip()}"
    elif node.tag not in ("-comment", "!doctype"):
        yield from (f"{node.tag} {name}: {node.attributes.get(name) or ''}" for name in SAID)


@pytest.fixture
def write_everything(make_entry, connection):
    """Write something in every text of a character and put two entries in every list, one of them from the book."""

    def write(character, kind: str) -> None:
        line = LINES[character.line]
        texts = {name: text.choices[-1].label if text.choices else OWN for name, text in line.texts.items()}
        texts |= {"kind": kind} if kind else {}
        connection.execute("UPDATE characters SET texts = texts || %s WHERE id = %s", [Jsonb(texts), character.id])
        for name, listing in line.listings.items():
            if name not in line.outer:
                enter(character, listing, None)

    def enter(character, listing: Listing, parent: int | None) -> None:
        for number, name in enumerate((listing.choices[0].label if listing.choices else OWN, f"{OWN} 2")):
            texts = (text for text in listing.fields.values() if text.name != "name")
            words = {text.name: text.choices[0].label if text.choices else OWN for text in texts}
            dots = min(3, listing.high)
            entry = make_entry(character, listing.name, name, dots, parent=parent, position=number, **words)
            if listing.inside:
                enter(character, listing.inside, entry)

    return write


@pytest.fixture
def somebody(make_player, make_character, write_everything, make_experience, make_portrait, make_token):
    """A player whose every page has something on it, and their character of one kind."""

    def make(line: str, kind: str):
        owner = make_player(OWN)
        character = make_character(owner, line, texts={"name": OWN})
        write_everything(character, kind)
        make_experience(character, "earned", 5, OWN)
        make_portrait(character)
        make_token(owner, name=OWN)
        return owner, character

    return make


@pytest.mark.no_cover
@pytest.mark.parametrize(("line", "kind"), KINDS)
def test_no_page_of_a_character_has_english_on_it(somebody, signed_in, connection, line, kind):
    owner, character = somebody(line, kind)
    browser = signed_in(owner)
    addresses = ["", "/play", "/print", "/portraits", "/experience", "/history", "/death", "/deletion"]
    for name in LINES[line].listings:
        entry = connection.execute(
            "SELECT id, parent_id FROM entries WHERE character_id = %s AND kind = %s", [character.id, name]
        ).fetchone()
        under = f"?under={entry.parent_id}" if entry.parent_id else ""
        addresses += [f"/lists/{name}/new{under}", f"/lists/{name}?edit={entry.id}"]
    found = {at: english(page(browser.get(character.path + at, headers=PSEUDO))) for at in addresses}
    assert {at: words for at, words in found.items() if words} == {}


def test_no_page_of_a_player_has_english_on_it(somebody, make_character, signed_in):
    owner, _ = somebody("vtm", "Ghoul")
    for line in LINES:
        make_character(owner, line, texts={"name": OWN}, archived=True)
        make_character(owner, line, texts={"name": OWN}, died=True)
        make_character(owner, line, texts={"name": OWN}, deleted=2)
    browser = signed_in(owner)
    addresses = ["/", "/preferences", "/account", "/account/deletion", "/account/import", "/tokens", "/nowhere"]
    addresses += [f"/{line}/new" for line in LINES]
    found = {at: english(page(browser.get(at, headers=PSEUDO))) for at in addresses}
    assert {at: words for at, words in found.items() if words} == {}


def test_no_page_of_nobody_has_english_on_it(client):
    addresses = ["/", "/login", "/account/deleted", "/nowhere"]
    found = {at: english(page(client.get(at, headers=PSEUDO))) for at in addresses}
    assert {at: words for at, words in found.items() if words} == {}


@pytest.mark.parametrize("line", LINES)
def test_no_answer_to_a_change_has_english_in_it(somebody, signed_in, connection, line):
    owner, character = somebody(line, "")
    browser = signed_in(owner)
    changes = [(f"/ratings/{name}", {"dots": trait.high}) for name, trait in LINES[line].traits.items()]
    changes += [(f"/ratings/{name}", {"dots": OWN}) for name in LINES[line].traits]
    changes += [(f"/trackers/{name}", {"damage": "9/9"}) for name in LINES[line].trackers]
    changes += [(f"/texts/{name}", {"text": OWN}) for name, text in LINES[line].texts.items() if not text.closed]
    changes += [(f"/texts/{name}", {"text": "\0"}) for name in LINES[line].texts]
    for name, listing in LINES[line].listings.items():
        outer = connection.execute(
            "SELECT id, parent_id FROM entries WHERE character_id = %s AND kind = %s ORDER BY id", [character.id, name]
        ).fetchone()
        under = {"under": outer.parent_id} if outer.parent_id else {}
        form = {"name": OWN, "form_key": str(uuid4())} | under
        changes += [(f"/lists/{name}", form), (f"/lists/{name}", form | {"name": "", "form_key": str(uuid4())})]
        at = f"/lists/{name}/{outer.id}"
        changes += [(f"{at}/rating", {"dots": 2}), (f"{at}/rating", {"dots": 99})] if listing.high else []
        changes += [(f"{at}/move", {"place": 1}), (f"{at}/texts/name", {"text": ""}), (f"{at}/remove", {})]
        changes += [(f"{at}/restore", {})]
    found = {}
    for at, form in changes:
        answer = browser.post(character.path + at, data=form, headers=HTMX)
        found[at, str(form)] = english(page(answer)) or ([str(answer.status)] if answer.status_code >= 500 else [])
    assert {at: words for at, words in found.items() if words} == {}


def test_switching_back_and_forth_leaves_the_database_as_it_is(somebody, signed_in, connection):
    owner, character = somebody("vtm", "Vampire")
    browser = signed_in(owner)

    def stored() -> list:
        tables = ("users", "characters", "entries", "changes", "experience", "portraits", "tokens")
        return [connection.execute(f"SELECT t::text FROM {table} t ORDER BY 1").fetchall() for table in tables]

    before = stored()
    for tag in ("en-XA", "en", "en-XA", "en"):
        for at in ("/", character.path, f"{character.path}/print", f"{character.path}/experience", "/account"):
            assert browser.get(at, headers={"Accept-Language": tag}).status_code == 200
    assert stored() == before


def test_a_choice_of_the_book_is_stored_in_the_same_words_whatever_the_language(anna, signed_in, connection):
    browser = signed_in(anna.owner)
    sheet = page(browser.get(anna.path, headers=PSEUDO))
    [brujah] = [option for option in sheet.css("#text-clan option") if option.attributes.get("value") == "Brujah"]
    assert not ENGLISH.search(brujah.text())
    browser.post(f"{anna.path}/texts/clan", data={"text": "Brujah"}, headers=HTMX)
    [texts] = connection.execute("SELECT texts FROM characters WHERE id = %s", [anna.id]).fetchone()
    assert texts["clan"] == "Brujah"
    chosen = page(browser.get(anna.path, headers=PSEUDO)).css_first("#text-clan option[selected]")
    assert chosen.text() == brujah.text()
