"""Werewolves, against numbers typed here from the rules."""

from collections import Counter

import pytest

from wodsheet.engine import Need
from wodsheet.lines import LINES
from wodsheet.rules.totals import total
from wodsheet.rules.trackers import length
from wodsheet.sheet import Sheet

WTA = LINES["wta"]
GIFTS, RITES = WTA.listings["gifts"], WTA.listings["rites"]
ADVANTAGES, FLAWS = WTA.listings["advantages"], WTA.listings["flaws"]
FORM, RAGE, HEALTH = WTA.traits["form"], WTA.traits["rage"], WTA.trackers["health"]
HOMID, GLABRO, CRINOS, HISPO, LUPUS = range(5)
MINUS = "\N{MINUS SIGN}"

# tribe: patron, Renown
TRIBES = {
    "Black Furies": ("Gorgon", "Glory"),
    "Bone Gnawers": ("Rat", "Honor"),
    "Children of Gaia": ("Unicorn", "Wisdom"),
    "Galestalkers": ("North Wind", "Honor"),
    "Ghost Council": ("Horned Serpent", "Wisdom"),
    "Glass Walkers": ("Spider", "Wisdom"),
    "Hart Wardens": ("Stag", "Glory"),
    "Red Talons": ("Griffin", "Honor"),
    "Shadow Lords": ("Thunder", "Glory"),
    "Silent Striders": ("Owl", "Wisdom"),
    "Silver Fangs": ("Falcon", "Honor"),
}


def named(part, label):
    """The choice of a text or listing that bears this name."""
    choice = part.choice(label)
    assert choice is not None, label
    return choice


def garou(*gifts: str, texts: dict[str, str] | None = None, **ratings: int) -> Sheet:
    """A werewolf with these gifts, texts and ratings."""
    rows = [[id, "gifts", None, id, name, 0, {}] for id, name in enumerate(gifts)]
    return Sheet.of_parts(WTA, 1, ratings, texts, rows)


def against(sheet: Sheet) -> list[str]:
    """What the book has against all of a werewolf's gifts."""
    return [said for entry in sheet.entries.values() for said in sheet.warnings(entry)]


# --- Forms and Rage ---------------------------------------------------------------------------------------------


def test_there_are_five_forms_and_everybody_begins_as_a_human():
    assert FORM.names == ("Homid", "Glabro", "Crinos", "Hispo", "Lupus")
    assert [brief.split(",")[0] for brief in FORM.briefs] == ["Human", "Near-Human", "War-Form", "Dire Wolf", "Wolf"]
    assert WTA.start["form"] == HOMID


@pytest.mark.parametrize(
    ("form", "change", "physical", "regenerates"),
    [
        (HOMID, "no check", None, None),
        (GLABRO, "1 Rage check", "+2 dice, not Stealth", "1 for a Rage check"),
        (CRINOS, "2 Rage checks", "+4 dice", "2 for a Rage check"),
        (HISPO, "1 Rage check", "+2 dice, not Stealth", "1 for a Rage check"),
        (LUPUS, "no check", "+2 dice where a wolf's body helps", None),
    ],
)
def test_a_form_brings_its_numbers(form, change, physical, regenerates):
    shown = dict(FORM.brings(form))
    assert (shown["To change"], shown.get("Physical"), shown.get("Regenerates")) == (change, physical, regenerates)


def test_society_stealth_and_silver_know_the_form():
    shown = [dict(FORM.brings(form)) for form in FORM.range]
    assert [one.get("Stealth") for one in shown] == [None, None, "fails", f"{MINUS}2 dice", None]
    assert shown[GLABRO]["Social"] == f"{MINUS}2 dice, not Intimidation nor with non-humans"
    assert [one["Silver"] for one in shown[1:4]] == ["1 Aggravated for each turn of touch"] * 3
    assert {shown[HOMID]["Silver"], shown[LUPUS]["Silver"]} == {"harmless to touch"}
    assert [form for form in FORM.range if "Bite" in shown[form]] == [CRINOS, HISPO]
    assert [form for form in FORM.range if "Claws" in shown[form]] == [CRINOS]


@pytest.mark.parametrize(
    ("form", "owned", "boxes"),
    [
        (HOMID, {}, 6),
        (GLABRO, {}, 6),
        (CRINOS, {}, 10),
        (HISPO, {}, 6),
        (LUPUS, {}, 6),
        (HOMID, {"lunas_resilience": 2}, 6),
        (GLABRO, {"lunas_resilience": 2}, 8),
        (CRINOS, {"lunas_resilience": 2}, 10),
        (HISPO, {"lunas_resilience": 2}, 8),
        (CRINOS, {"thick_hide": 3}, 11),
        (HOMID, {"crones_curse": 2}, 5),
    ],
)
def test_health_follows_the_form(form, owned, boxes):
    assert length(HEALTH, {**WTA.start, "stamina": 3, "form": form}, owned) == boxes


def test_health_is_drawn_with_the_form_and_nothing_else_is():
    assert WTA.effects["form"].trackers == (HEALTH,)
    assert WTA.effects["rage"].trackers == ()
    assert WTA.effects["form"].listings == ("advantages", "flaws")


def test_rage_goes_from_none_to_five_and_starts_at_one():
    assert (RAGE.low, RAGE.high, RAGE.start) == (0, 5, 1)


def test_without_rage_the_wolf_is_lost_and_the_form_says_what_that_means():
    assert [one.label for one in garou(rage=1).conditions("rage")] == []
    assert [one.label for one in garou(rage=0).conditions("rage")] == ["The wolf is lost"]
    said = dict(garou(rage=0).read_outs(FORM))["Lost the wolf"]
    assert said.startswith("no Rage checks, Gifts or rites; only Homid and Lupus, until the first howl")
    assert "Lost the wolf" not in dict(garou(rage=1).read_outs(FORM))
    assert WTA.effects["rage"].read_outs == (FORM,)


def test_a_frenzy_says_what_it_means():
    assert "In frenzy" not in dict(garou().read_outs(FORM))
    assert dict(garou(frenzy=1).read_outs(FORM))["In frenzy"].startswith("no Gifts, Willpower or defense")


@pytest.mark.parametrize(("harano", "hauglosk", "dice"), [(0, 0, 1), (1, 0, 1), (2, 1, 3), (5, 5, 10)])
def test_harano_and_hauglosk_are_tested_with_as_many_dice_as_they_have_together(harano, hauglosk, dice):
    assert total(WTA.totals["test_pool"], {"harano": harano, "hauglosk": hauglosk}) == dice
    assert WTA.start["harano"] == WTA.start["hauglosk"] == 0


# --- Tribes, auspices, Renown -----------------------------------------------------------------------------------


@pytest.mark.parametrize("tribe", TRIBES)
def test_a_tribe_has_a_patron_a_renown_a_favor_and_a_ban(tribe):
    told = dict(named(WTA.texts["tribe"], tribe).facts)
    assert (told["Patron"], told["Renown"]) == TRIBES[tribe]
    assert told["Favor"].startswith("+1 die: ")
    assert told["Ban"]
    assert told["Ban broken"] == "Only 1 Willpower recovered next session start"


def test_there_are_eleven_tribes_and_five_auspices():
    assert {tribe.label for tribe in WTA.texts["tribe"].choices} == set(TRIBES)
    moons = {auspice.label: dict(auspice.facts)["Moon"] for auspice in WTA.texts["auspice"].choices}
    assert moons == {
        "Ragabash": "new",
        "Theurge": "crescent",
        "Philodox": "half",
        "Galliard": "gibbous",
        "Ahroun": "full",
    }


def test_red_talons_shun_what_humans_use():
    told = dict(named(WTA.texts["tribe"], "Red Talons").facts)
    assert told["Ban skills"] == "Academics, Driving, Finance, Firearms, Science, Technology"


def test_renown_is_glory_honor_and_wisdom_from_none_to_five():
    total = WTA.totals["total_renown"]
    assert total.sum == ("glory", "honor", "wisdom")
    assert garou(glory=2, honor=1).total(total) == 3
    assert all((WTA.traits[name].low, WTA.traits[name].high, WTA.start[name]) == (0, 5, 0) for name in total.sum)


# --- Gifts ------------------------------------------------------------------------------------------------------

TIERS = {"": {1, 4, 7}, "auspice": {2, 5, 8}, "tribe": {3, 6, 9}}


def test_every_gift_is_there_by_list_and_by_book():
    assert len(GIFTS.choices) == 187
    lists = Counter(gift.group for gift in GIFTS.choices)
    assert lists["Native"] == 20
    assert sum(lists[auspice.label] for auspice in WTA.texts["auspice"].choices) == 84
    assert sum(lists[tribe] for tribe in TRIBES) == 83
    books = Counter(gift.sources[0].book for gift in GIFTS.choices)
    assert books == {"core": 127, "moonlit_path": 16, "wyrmtide": 8, "shattered_nation": 1, "tribes_of_gaia": 35}


def test_every_gift_stands_on_a_tier_of_each_of_its_lists():
    auspices = {auspice.key for auspice in WTA.texts["auspice"].choices}
    for gift in GIFTS.choices:
        assert gift.access
        for of, least in gift.access:
            kind = "auspice" if of in auspices else "tribe" if of else ""
            assert least in TIERS[kind], gift.key


def test_a_gift_of_an_auspice_costs_a_tribe_one_more_but_for_seven_of_one_book():
    auspices = {auspice.key for auspice in WTA.texts["auspice"].choices}
    odd = {}
    for gift in GIFTS.choices:
        own = [least for of, least in gift.access if of in auspices]
        others = [least for of, least in gift.access if of and of not in auspices]
        if own and any(least != own[0] + 1 for least in others):
            odd[gift.key] = {source.book for source in gift.sources}
    assert len(odd) == 7
    assert set.union(*odd.values()) == {"tribes_of_gaia"}


@pytest.mark.parametrize(
    ("gift", "texts", "renown", "said"),
    [
        ("Catfeet", {}, 1, []),
        ("Gnaw", {}, 3, ["Needs total Renown 4."]),
        ("Gnaw", {}, 4, []),
        ("Blissful Ignorance", {}, 5, ["Only for Ragabash or Bone Gnawers."]),
        ("Blissful Ignorance", {"auspice": "Ragabash"}, 1, ["Needs total Renown 2."]),
        ("Blissful Ignorance", {"auspice": "Ragabash"}, 2, []),
        ("Blissful Ignorance", {"tribe": "Bone Gnawers"}, 2, ["Needs total Renown 3."]),
        ("Blissful Ignorance", {"tribe": "Bone Gnawers", "auspice": "Ragabash"}, 2, []),
        (
            "Blissful Ignorance",
            {"tribe": "Silver Fangs", "auspice": "Ahroun"},
            5,
            ["Only for Ragabash or Bone Gnawers."],
        ),
    ],
)
def test_a_gift_is_open_to_its_lists_from_so_much_total_renown_on(gift, texts, renown, said):
    spread = {"glory": min(renown, 1), "honor": min(max(renown - 1, 0), 1), "wisdom": max(renown - 2, 0)}
    found = against(garou(gift, texts=texts, **spread))
    assert [one for one in found if "Only" in one or "total" in one] == said


def test_a_gift_needs_a_dot_of_its_own_renown():
    assert against(garou("Catfeet", glory=3)) == ["Needs Honor 1."]
    assert against(garou("Catfeet", honor=1)) == []
    assert all(gift.needs == (Need(((dict(gift.facts)["Renown"].lower(), 1),)),) for gift in GIFTS.choices)


def test_native_gifts_come_after_those_of_ones_own():
    offered = garou(texts={"auspice": "Galliard", "tribe": "Bone Gnawers"}).listing_offers(GIFTS)
    own = (("Galliard", (2, 5, 8)), ("Bone Gnawers", (3, 6, 9)), ("Native", (1, 4, 7)))
    assert list(offered)[:9] == [f"{of}, total Renown {least}" for of, tiers in own for least in tiers]
    assert all("galliard" in gift.of for gift in offered["Galliard, total Renown 2"])
    assert all(("bone_gnawers", 6) in gift.access for gift in offered["Bone Gnawers, total Renown 6"])
    assert "Ragabash" in offered
    assert sum(len(gifts) for gifts in offered.values()) == 187


@pytest.mark.parametrize(
    ("gift", "how"),
    [
        ("Catfeet", "one Willpower"),
        ("Staredown", "Charisma + Honor against Composure + Resolve · one Rage check"),
        ("Resist Toxin", "Stamina + Honor · free or one Rage check"),
        ("Tongue of the Beasts", "Manipulation + Wisdom; Charisma + Wisdom · one Willpower"),
        ("Spirit of the Fray", "one Rage check for each additional opponent"),
        ("Moon's Cleansing", "four Rage checks, four Willpower"),
        ("Grasp from Beyond", "Resolve + Wisdom · one to three Willpower"),
        ("The Thousand Forms", "Dexterity + Glory · one Rage check or more"),
        ("Banish Spirit", "Resolve + Glory against Power · one Rage check"),
        ("An Exchange with Luna", ""),
    ],
)
def test_a_gift_says_how_it_is_used(gift, how):
    assert named(GIFTS, gift).how == how


def test_doubts_come_across():
    doubtful = {gift.label for gift in GIFTS.choices if gift.unverified}
    assert doubtful == {
        "Bestial Regression", "Call the Ridden", "Fatal Flaw", "Lullaby", "Summon Implement", "Unity of the Pack",
        "Wyrm-Speech",
    }  # fmt: skip


# --- Everything else --------------------------------------------------------------------------------------------


def test_fifty_rites_of_which_eleven_are_social():
    assert Counter(rite.group for rite in RITES.choices) == {"Mystic": 39, "Social": 11}
    assert named(RITES, "Rite of Shadow Passage").how == "Renown (any) + Occult"


def test_every_advantage_and_flaw_is_there():
    groups = Counter(choice.group.partition(":")[0] for choice in ADVANTAGES.choices)
    assert groups == {"Backgrounds": 13, "Merits": 43, "Talismans": 30, "Loresheets": 31}
    assert len(FLAWS.choices) == 52
    assert sum(1 for choice in (*ADVANTAGES.choices, *FLAWS.choices) if "translated back" in choice.unverified) == 30


def test_a_talisman_may_be_a_talen_for_fewer_dots():
    klaive = named(ADVANTAGES, "Klaive")
    assert klaive.dots == (1, 3)
    assert klaive.facts == (("Talisman", "3 dots"), ("Talen", "1 dot"))
    assert named(ADVANTAGES, "Spirit Catcher").dots == (5, 6, 7)
    assert named(ADVANTAGES, "Gaia's Tear").facts == (("Talen", "0 dots"),)
    assert dict(named(ADVANTAGES, "The Warm Stone").facts)["Wyrm-tainted"] == "yes"


def test_a_loresheet_names_each_of_its_dots():
    sheets = [choice for choice in ADVANTAGES.choices if choice.group == "Loresheets"]
    assert all(len(sheet.steps) == 5 for sheet in sheets)
    assert named(ADVANTAGES, "Umbral Traveler").steps[1] == "Web Music"


def test_the_skill_is_driving():
    assert WTA.traits["drive"].label == "Driving"


def test_every_field_has_a_place():
    assert set(WTA.texts) == {
        "name", "chronicle", "concept", "pronouns", "ambition", "desire", "tribe", "auspice", "pack", "pack_patron",
        "territory", "age", "date_of_birth", "appearance", "distinguishing_features", "history", "notes",
    }  # fmt: skip
    assert set(WTA.listings) == {
        "specialties", "tenets", "touchstones", "advantages", "flaws", "gifts", "rites", "equipment",
        "own", "in_effect",
    }  # fmt: skip
    assert list(WTA.listings["touchstones"].fields) == ["name", "description", "nature"]


@pytest.mark.parametrize(
    ("listing", "name", "before"),
    [
        (ADVANTAGES, "Fair Glabro", "Imposing Glabro"),
        (ADVANTAGES, "Gift of Form Mastery", "Gift Form Mastery"),
        (FLAWS, "Bad Moon Rising", "Ill Moon"),
        (FLAWS, "Morose", "Melancholic"),
        (FLAWS, "Stalker", "Stalkers"),
    ],
)
def test_a_trait_has_its_english_name_and_is_found_by_the_one_before(listing, name, before):
    assert named(listing, name) is named(listing, before)
    assert named(listing, name).label == name
