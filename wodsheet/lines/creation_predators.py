"""What each predator type gives: a specialty, a dot of a Discipline, and people, places and faults.

Core 175 to 178; Players Guide 107 to 109; Let the Streets Run Red 76; In Memoriam. Where sources differ it is said.
"""

from __future__ import annotations

from wodsheet.engine import Evidence, Given, Grant, Pick, Source


def skill(name: str, words: str = "", asked: str = "") -> Given:
    """A specialty of a skill; without words of its own the player is asked for them."""
    return Given("specialties", name=words, under=name, asked=asked)


def dot(key: str, *clans: str) -> Given:
    """A dot of a Discipline, of some only for some clans."""
    return Given("disciplines", key, 1, of=clans)


def good(key: str, dots: int = 0, note: str = "") -> Given:
    """An advantage."""
    return Given("advantages", key, dots, note=note)


def bad(key: str, dots: int = 0, note: str = "") -> Given:
    """A flaw."""
    return Given("flaws", key, dots, note=note)


def predator(
    key: str,
    where: str,
    specialties: tuple[Given, ...],
    disciplines: tuple[Given, ...],
    *given: Given | Pick,
    doubt: str = "",
    humanity: int = 0,
    potency: int = 0,
    most: tuple[tuple[str, int], ...] = (),
) -> Grant:
    """One predator type. ``where`` is its book, with the page after a colon."""
    book, _, page = where.partition(":")
    return Grant(
        key,
        tuple(one for one in given if isinstance(one, Given)),
        (
            Pick("specialty", specialties),
            Pick("discipline", disciplines),
            *(one for one in given if isinstance(one, Pick)),
        ),
        tuple((name, by) for name, by in (("humanity", humanity), ("blood_potency", potency)) if by),
        most,
        Evidence((Source(book, int(page) if page else None),), doubt=doubt),
    )


SORCERY = dot("blood_sorcery", "tremere", "banu_haqim")
SORCERY_DOUBT = "The core book has Blood Sorcery for Tremere alone; later books add others."

PREDATORS = (
    predator(
        *("alleycat", "core:175"),
        (skill("intimidation", "Stickups"), skill("brawl", "Grappling")),
        (dot("celerity"), dot("potence")),
        good("contacts", 3, "Criminals"),
        humanity=-1,
    ),
    predator(
        *("bagger", "core:176"),
        (skill("larceny", "Lockpicking"), skill("streetwise", "Black Market")),
        (SORCERY, dot("oblivion", "hecata"), dot("obfuscate")),
        good("iron_gullet", 3),
        bad("enemy", 2, "Believes that a debt is owed"),
        doubt=SORCERY_DOUBT,
    ),
    predator(
        *("blood_leech", "core:176"),
        (skill("brawl", "Kindred"), skill("stealth", "Against Kindred")),
        (dot("celerity"), dot("protean")),
        bad("prey_exclusion", 2, "Mortals"),
        Pick("secret", (bad("dark_secret", 2, "Diablerist"), bad("shunned", 2))),
        humanity=-1,
        potency=1,
        doubt="One source leaves out the Blood Potency, and adds Contacts.",
    ),
    predator(
        *("cleaver", "core:176"),
        (skill("persuasion", "Gaslighting"), skill("subterfuge", "Coverups")),
        (dot("dominate"), dot("animalism")),
        bad("dark_secret", 1, "Cleaver"),
        good("herd", 2),
        doubt="One source has Celerity in the place of Animalism.",
    ),
    predator(
        *("consensualist", "core:177"),
        (skill("medicine", "Phlebotomy"), skill("persuasion", "Vessels")),
        (dot("auspex"), dot("fortitude")),
        bad("dark_secret", 1, "Masquerade breacher"),
        bad("prey_exclusion", 1, "Non-consenting"),
        humanity=1,
    ),
    predator(
        *("predator_farmer", "core:177"),
        (skill("animal_ken", asked="An animal"), skill("survival", "Hunting")),
        (dot("animalism"), dot("protean")),
        bad("farmer", 2),
        humanity=1,
        most=(("blood_potency", 2),),
    ),
    predator(
        *("osiris", "core:177"),
        (skill("occult", asked="A tradition"), skill("performance", asked="A field of entertainment")),
        (SORCERY, dot("presence")),
        Pick("following", (good("fame"), good("herd")), 3),
        Pick(
            "faults",
            (bad("enemy"), bad("folkloric_bane"), bad("folkloric_block"), bad("stigmata"), bad("stake_bait")),
            2,
        ),
        doubt=SORCERY_DOUBT,
    ),
    predator(
        *("sandman", "core:177"),
        (skill("medicine", "Anesthetics"), skill("stealth", "Break-ins")),
        (dot("auspex"), dot("obfuscate")),
        good("resources", 1),
    ),
    predator(
        *("scene_queen", "core:178"),
        tuple(skill(name, asked="A scene") for name in ("etiquette", "leadership", "streetwise")),
        (dot("dominate"), dot("potence")),
        good("fame", 1, "Own subculture"),
        good("contacts", 1),
        Pick("fault", (bad("disliked", 1, "Outside the own subculture"), bad("prey_exclusion", 1))),
    ),
    predator(
        *("siren", "core:178"),
        (skill("persuasion", "Seduction"), skill("subterfuge", "Seduction")),
        (dot("fortitude"), dot("presence")),
        good("beautiful", 2),
        bad("enemy", 1, "Spurned lover or jealous partner"),
    ),
    predator(
        *("extortionist", "players_guide:107"),
        (skill("intimidation", "Coercion"), skill("larceny", "Security")),
        (dot("dominate"), dot("potence")),
        Pick("gain", (good("contacts"), good("resources")), 3),
        bad("enemy", 2, "Police or an escaped victim"),
    ),
    predator(
        *("graverobber", "players_guide:108"),
        (skill("occult", "Grave Rituals"), skill("medicine", "Cadavers")),
        (dot("fortitude"), dot("oblivion")),
        good("iron_gullet", 3),
        good("haven", 1),
        bad("obvious_predator", 2),
    ),
    predator(
        *("grim_reaper", "players_guide:108"),
        (skill("awareness", "Death"), skill("larceny", "Forgery")),
        (dot("auspex"), dot("oblivion")),
        Pick("help", (good("allies", 1), good("influence", 1))),
        bad("prey_exclusion", 1, "Healthy mortals"),
        humanity=1,
        doubt="One source gives Allies only. Who buys Allies takes two dots at least; this is one.",
    ),
    predator(
        *("montero", "players_guide:108"),
        (skill("leadership", "Hunting Pack"), skill("stealth", "Stakeout")),
        (dot("dominate"), dot("obfuscate")),
        good("retainers", 2),
        humanity=-1,
    ),
    predator(
        *("pursuer", "players_guide:108"),
        (skill("investigation", "Profiling"), skill("stealth", "Shadowing")),
        (dot("animalism"), dot("auspex")),
        good("bloodhound", 1),
        good("contacts", 1, "Local underbelly"),
        humanity=-1,
    ),
    predator(
        *("trapdoor", "players_guide:109"),
        (skill("persuasion", "Marketing"), skill("stealth", "Ambushes or Traps")),
        (dot("protean"), dot("obfuscate")),
        good("haven", 1),
        Pick("help", (good("retainers", 1), good("herd", 1), good("haven", 1))),
        Pick("fault", (bad("creepy", 1), bad("haunted", 1))),
        doubt="One source has no second dot of Haven.",
    ),
    predator(
        *("roadside_killer", "let_the_streets_run_red:76"),
        (skill("survival", "The Road"), skill("investigation", "Vampire Cant")),
        (dot("fortitude"), dot("protean")),
        good("herd", 2, "Migrating"),
        bad("prey_exclusion", 1, "Locals"),
    ),
    predator(
        *("tithe_collector", "in_memoriam"),
        (skill("intimidation", "Kindred"), skill("leadership", "Kindred")),
        (dot("dominate"), dot("presence")),
        Pick("standing", (good("status"),), 3),
        bad("adversary", 2),
        doubt="Domain belongs to the coterie; a vampire alone takes Status.",
    ),
)
