"""Characters to look at: an ordinary one, and one with as much of everything as a page can be asked to hold."""

from __future__ import annotations

from itertools import count, islice
from typing import Any

from tests.factories import Character, Factory, Player
from wodsheet.engine import Listing, Text
from wodsheet.lines import LINES
from wodsheet.pregens import PREGENS

UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"

ORDINARY = {
    "vtm": {
        "disciplines": {
            "Auspex": ("Heightened Senses", "Premonition", "Scry the Soul"),
            "Blood Sorcery": ("A Taste for Blood", "Extinguish Vitae"),
            "Dominate": ("Compel", "Mesmerize"),
        },
        "rituals": ("Wake with Evening's Freshness", "Ward Against Ghouls", "Communicate with Kindred Sire"),
        "advantages": ("Haven", "Mawla", "Resources", "Contacts", "Linguistics"),
        "flaws": ("Prey Exclusion", "Prestation Debts", "Archaic"),
        "touchstones": ("Marta Lindqvist", "Brother Anselm", "Yusuf at the night desk"),
        "specialties": ("Craft", "Insight", "Academics", "Academics", "Investigation", "Occult", "Science", "Stealth"),
        "tenets": ("Protect the innocent of the parish.", "No one is abandoned to the dawn.", "Books are neutral."),
        "equipment": ("Bone folder", "A key without a door"),
    },
    "htr": {
        "edges": {
            "Library": ("Who They Are", "How to Halt Them"),
            "Global Access": ("All-Access Pass",),
            "Sense the Unnatural": ("Precision",),
        },
        "advantages": ("Contacts", "Safe House", "Resources", "Status"),
        "flaws": ("Dark Secret", "Suspect"),
        "touchstones": ("Ada Okafor", "Sgt. Doyle"),
        "specialties": ("Driving", "Insight", "Streetwise", "Investigation"),
        "tenets": ("No one hunts alone.", "The dead are named in print."),
        "equipment": ("Nissan estate, 1998", "Revolver", "Police scanner"),
    },
    "wta": {
        "gifts": ("Catfeet", "Raging Strike", "Blissful Ignorance", "Crow's Laughter", "Hidden Killer", "Gnaw"),
        "rites": ("Rite of Contrition", "Rite of Shadow Passage"),
        "advantages": ("Allies", "Caern Access", "Moon-Riled", "Klaive", "Umbral Traveler"),
        "flaws": ("Folkloric Tell", "Stalkers"),
        "touchstones": ("Teresa at the garage", "The grey bitch of the landfill"),
        "specialties": ("Brawl", "Stealth", "Survival", "Insight", "Technology"),
        "tenets": ("No one of the pack is left behind.", "Every hunt has an end."),
        "equipment": ("A truck that starts", "Crowbar"),
    },
}
SENTENCES = "The second key is with Anselm. Ask Yusuf who checked in under the name of Weiss, and why so late. "


def ordinary(factory: Factory, owner: Player, line: str, **own: str) -> Character:
    """A character as people play them: every short text written, two or three sentences of each long one.

    ``own`` are texts of its own, by name.
    """
    texts = {
        text.name: text.choices[1].label
        if text.choices
        else (SENTENCES * 2 if text.shape == "prose" else "A few words")
        for text in LINES[line].texts.values()
    }
    ratings: dict[str, Any] = {trait.name: min(trait.high, trait.low + 2) for trait in LINES[line].traits.values()}
    damage: dict[str, Any] = {"health_superficial": 2, "health_aggravated": 1, "willpower_superficial": 1}
    character = factory.character(owner, line, texts=texts | {"name": "Theodora Lindqvist"} | own, **ratings, **damage)
    for kind, names in ORDINARY[line].items():
        listing = LINES[line].listings[kind]
        for position, name in enumerate(names):
            entry = add(factory, character, listing, name, position)
            inside = names[name] if isinstance(names, dict) else ()
            for place, inner in enumerate(inside):
                factory.entry(character, listing.inside.name, inner, parent=entry, position=place)
    return character


def ready(factory: Factory, owner: Player, line: str) -> Character:
    """The line's ready character, as one of the player's own."""
    told = PREGENS[line]
    ratings: dict[str, Any] = {**told.ratings}
    character = factory.character(owner, line, texts=told.texts, **ratings)
    made: dict[int, int] = {}
    for row in told.rows:
        outer = made.get(row.parent_id) if row.parent_id else None
        made[row.id] = factory.entry(
            character, row.kind, row.name, row.dots, parent=outer, position=row.position, **row.texts
        )
    return character


def add(factory: Factory, character: Character, listing: Listing, name: str, position: int) -> int:
    """An entry with the dots the book gives it and a few words in each text; of a specialty ``name`` is the skill."""
    words: dict[str, Any] = {
        text.name: "Commissions from three auction houses" for text in listing.texts if not text.choices
    }
    choice = listing.choice(name)
    dots = (choice.dots[0] if choice and choice.dots else 3) if listing.high else 0
    if listing.under:
        pointing: dict[str, Any] = {listing.under: name}
        return factory.entry(character, listing.name, f"Sort {position}", position=position, **pointing)
    return factory.entry(character, listing.name, name, dots, position=position, **words)


def fullest(factory: Factory, owner: Player, line: str, most: int = 8_000) -> Character:
    """A character with every text at its limit (prose at ``most``), no word twice, and long lists of everything."""
    tell = Teller()
    usual = LINES[line].of(LINES[line].kind(""))
    texts = {text.name: tell.words(text, most) for text in usual.texts.values() if not text.choices}
    texts["name"] = "Maximiliane von Hohenschwangau-Trauttmansdorff " + UNBROKEN[:50]
    ratings: dict[str, Any] = {trait.name: trait.high for trait in LINES[line].traits.values()}
    character = factory.character(owner, line, texts=texts, **ratings, health_superficial=4, health_aggravated=3)
    for name, listing in LINES[line].listings.items():
        if name not in LINES[line].outer:
            fill(factory, character, listing, tell, 10)
    return character


def fill(factory: Factory, character: Character, listing: Listing, tell: Teller, many: int, outer: int | None = None):
    """So many entries in a list, half of them from the book, with texts of a length that still fits on a page."""
    chosen = [choice.label for choice in islice(listing.choices, many // 2)]
    own = [tell.name(listing.limit) for _ in range(many - len(chosen))]
    for position, name in enumerate(chosen + own):
        words: dict[str, Any] = {
            text.name: text.choices[position % len(text.choices)].label if text.choices else tell.words(text, 1400)
            for text in listing.texts
        }
        entry = factory.entry(character, listing.name, name, listing.high, parent=outer, position=position, **words)
        if listing.inside:
            fill(factory, character, listing.inside, tell, 8, entry)


class Teller:
    """Tells words that are never the same."""

    def __init__(self) -> None:
        self.told = count(1)

    def name(self, limit: int) -> str:
        """A name with one word that has no place to break."""
        return f"Own{next(self.told)} {UNBROKEN}"[:limit]

    def words(self, text: Text, most: int) -> str:
        """As many as a text takes, or as ``most`` letters hold."""
        limit = min(text.limit, most)
        said = ""
        while len(said) + 12 < limit:
            told = next(self.told)
            said += f"word{told}" + ("\n\n" if text.lines and told % 80 == 0 else " ")
        return said.strip()
