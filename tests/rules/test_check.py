"""The check: what each rule of creation and of play finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from wodsheet.lines import LINES
from wodsheet.pregens import PREGENS
from wodsheet.rules.check import is_legal
from wodsheet.rules.findings import FORBIDDEN, KEPT, MISSING, OPEN, OVER, STATES, Finding
from wodsheet.rules.spending import NOTHING, Spent
from wodsheet.sheet import Sheet
from wodsheet.sheet import checked as check_of
from wodsheet.sheet.checked import WORDS, checked
from wodsheet.sheet.document import CharacterDocument
from wodsheet.sheet.entry_row import EntryDocument

MATTHIAS, INES, RUTA = (PREGENS[name] for name in ("vtm", "htr", "wta"))


def sheet_of(document: CharacterDocument) -> Sheet:
    return Sheet.of_parts(document.line, 1, document.ratings, document.texts, document.rows)


def findings(document: CharacterDocument, spent: Spent = NOTHING) -> list[Finding]:
    return check_of.findings(sheet_of(document), spent)


def faults(document: CharacterDocument, spent: Spent = NOTHING) -> dict[str, str]:
    """What is not kept, by rule."""
    return {one.rule: one.state for one in findings(document, spent) if one.state != KEPT}


def rated(document: CharacterDocument, **ratings: int) -> CharacterDocument:
    return replace(document, ratings={**document.ratings, **ratings})


def told(document: CharacterDocument, **texts: str) -> CharacterDocument:
    written = {**document.texts, **texts}
    return CharacterDocument.from_json(document.line, {**document.to_json(), "texts": written, "keys": {}})


def with_entry(document: CharacterDocument, listing: str, name: str, dots: int = 0, **texts: str) -> CharacterDocument:
    entry = {"name": name, "dots": dots, "texts": texts}
    entries = {kind: [one.to_json() for one in some] for kind, some in document.entries.items()}
    entries[listing] = [*entries.get(listing, []), entry]
    return CharacterDocument.from_json(document.line, {**document.to_json(), "entries": entries})


def without(document: CharacterDocument, listing: str, number: int = 0) -> CharacterDocument:
    some = document.entries[listing]
    return replace(document, entries={**document.entries, listing: some[:number] + some[number + 1 :]})


def inside(document: CharacterDocument, listing: str, number: int, *names: str) -> CharacterDocument:
    entries = {kind: [one.to_json() for one in some] for kind, some in document.entries.items()}
    entries[listing][number]["inside"] = [{"name": name} for name in names]
    return CharacterDocument.from_json(document.line, {**document.to_json(), "entries": entries})


@pytest.mark.parametrize("document", PREGENS.values(), ids=PREGENS)
def test_ready_characters_are_legal_and_complete(document: CharacterDocument):
    assert faults(document) == {}
    assert is_legal(findings(document))


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_blank_sheet_says_what_is_due(line):
    blank = CharacterDocument(line, {"name": "Anna"})
    found = faults(blank)
    assert found["said"] in {MISSING, OPEN}
    assert found["spread"] == OPEN
    assert found["count"] == MISSING
    assert not is_legal(findings(blank))


def test_dots_that_are_left_are_open_and_legal():
    document = rated(MATTHIAS, dexterity=3)
    (found,) = (one for one in findings(document) if one.state != KEPT)
    assert (found.rule, found.state, found.trait, found.values["num"]) == ("spread", OPEN, "attributes", 1)
    assert is_legal(findings(document))


def test_a_dot_more_is_over_until_the_ledger_names_it():
    document = rated(MATTHIAS, strength=2)
    assert faults(document) == {"spread": OVER}
    assert faults(document, Spent((("Raised STRENGTH to 2", 10),))) == {}
    assert faults(document, Spent((("Dexterity", 10),))) == {"spread": OVER}


def test_a_line_that_names_nothing_pays_as_far_as_it_goes():
    document = rated(MATTHIAS, strength=2)
    assert faults(document, Spent((("Between the chapters", 9),))) == {"spread": OVER}
    spent = Spent((("Between the chapters", 10),))
    (paid,) = (one for one in findings(document, spent) if one.paid)
    assert (paid.rule, paid.state) == ("spread", KEPT)
    assert "ledger" in next(one.words for one in checked(sheet_of(document), spent).findings if "ledger" in one.words)


def test_skills_go_by_the_nearest_of_the_three_ways():
    (found,) = (one for one in findings(rated(MATTHIAS, occult=1)) if one.rule == "spread_in_ways")
    assert (found.state, found.values["way"], found.values["num"]) == (OVER, "Balanced", 1)


CHANGES: Mapping[str, tuple[CharacterDocument, dict[str, str]]] = {
    "no clan": (told(MATTHIAS, clan=""), {"said": MISSING}),
    "no touchstone": (without(without(MATTHIAS, "touchstones"), "touchstones"), {"count": MISSING}),
    "a touchstone without a conviction": (with_entry(MATTHIAS, "touchstones", "Eva"), {"each": MISSING}),
    "a skill's own specialty": (without(MATTHIAS, "specialties"), {"free_specialty": MISSING}),
    "a free specialty": (without(MATTHIAS, "specialties", 3), {"specialties": MISSING}),
    "one specialty too many": (with_entry(MATTHIAS, "specialties", "Locks", skill="larceny"), {"specialties": OVER}),
    "advantages left": (without(MATTHIAS, "advantages"), {"budget": OPEN}),
    "advantages over": (with_entry(MATTHIAS, "advantages", "Fame", 1), {"budget": OVER}),
    "flaws over": (with_entry(MATTHIAS, "flaws", "Stench", 1), {"budget": OVER}),
    "a power too few": (inside(MATTHIAS, "disciplines", 0, "Awe"), {"as_many_inside": OPEN}),
    "a power too many": (
        inside(MATTHIAS, "disciplines", 0, "Awe", "Lingering Kiss", "Daunt"),
        {"as_many_inside": OVER},
    ),
    "a power above its dots": (
        inside(MATTHIAS, "disciplines", 0, "Awe", "Entrancement"),
        {"level_too_high": OVER},
    ),
    "a discipline of another clan": (with_entry(MATTHIAS, "disciplines", "Protean", 1), {"shares": OVER}),
    "what a clan rules out": (
        with_entry(without(told(MATTHIAS, clan="Nosferatu"), "flaws"), "advantages", "Beautiful", 2),
        {"excluded": FORBIDDEN},
    ),
    "a clan that does not hunt so": (told(MATTHIAS, clan="Ventrue", predator_type="Bagger"), {"excluded": FORBIDDEN}),
    "blood above its generation": (rated(MATTHIAS, blood_potency=4), {"span": OVER}),
    "what the predator type gives": (told(MATTHIAS, predator_type="Cleaver"), {"granted": MISSING}),
    "a creed": (told(INES, creed=""), {"said": MISSING}),
    "an edge more": (with_entry(INES, "edges", "Arsenal"), {"outer_and_inner": OVER}),
    "renown of another tribe": (told(RUTA, tribe="Black Furies"), {"favored": OVER}),
    "a rite more": (with_entry(RUTA, "rites", "Rite of Rage"), {"count": OVER}),
    "a gift more": (with_entry(RUTA, "gifts", "Catfeet"), {"one_of_each": OVER}),
    "no gift of the auspice": (told(RUTA, auspice="Ahroun"), {"one_of_each": MISSING}),
    "a merit for others": (with_entry(MATTHIAS, "advantages", "Lifelike"), {"need_not_met": MISSING}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found(change: str):
    document, expected = CHANGES[change]
    assert expected.items() <= faults(document).items()


def test_a_specialty_needs_a_dot_in_its_skill():
    document = with_entry(MATTHIAS, "specialties", "Rituals", skill="occult")
    found = next(one for one in findings(document) if one.rule == "specialty_without_dot")
    assert found.state == MISSING
    assert found.trait.startswith("specialties/")


def test_blood_sorcery_comes_with_a_ritual():
    tremere = told(MATTHIAS, clan="Tremere")
    entries = {**tremere.entries, "disciplines": (EntryDocument("Blood Sorcery", 2, key="blood_sorcery"),)}
    assert faults(replace(tremere, entries=entries))["first"] == MISSING


def test_an_ancilla_has_two_dots_more_of_advantages():
    document = rated(told(MATTHIAS, generation="11th"), blood_potency=2)
    budgets = [one.values["most"] for one in findings(document) if one.rule == "budget"]
    assert budgets == [9, 4]
    assert faults(document)["age"] == OPEN


def test_a_fledgling_may_be_without_a_predator_type():
    document = told(MATTHIAS, predator_type="")
    assert next(one for one in findings(document) if one.trait == "predator_type").state == OPEN


def test_every_finding_has_words_and_a_place():
    documents = [*PREGENS.values(), *(document for document, _ in CHANGES.values())]
    for document in documents:
        for one in checked(sheet_of(document)).findings:
            assert one.words.endswith((".", "…")), one
            assert "%(" not in one.words
            assert one.place
            assert one.state in STATES
    assert {state for _, state in WORDS} == {KEPT, OPEN, OVER, MISSING}


def test_a_line_of_the_ledger_names_whole_words():
    spent = Spent((("Famegrabber", 3), ("Allies of Zoë", 6)))
    assert not spent.names("Fame")
    assert spent.names("ZOE")
    assert spent.unnamed(["Allies"]) == 3
