"""What holds for every line there is, walked entry by entry."""

import re
from collections import Counter

import pytest

from wodsheet.engine import Group, Listing, Text, Tracker, placeholders
from wodsheet.lines import LINES
from wodsheet.lines.core import OWN_RULES
from wodsheet.rules.trackers import length

SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
# Names the game itself gives to several things of one list
REPEATED = {
    ("htr", "perks"): {"exotics", "untraceable", "creature specialization", "handsfree", "ward"},
}
# What pools name that no sheet has: a spirit's one rating
WORDS_ALONE = {"wta": {"Power"}}

pytestmark = pytest.mark.parametrize("line", LINES.values(), ids=lambda line: line.name)


def offering(line):
    """Every text and listing of a line that has choices, the texts of listings among them."""
    texts = [text for listing in line.listings.values() for text in (*listing.texts, *listing.own_texts)]
    return [part for part in (*line.texts.values(), *line.listings.values(), *texts) if part.choices]


def choices(line):
    """Every choice of a line from the books; a specialty's skills are traits and no choices of their own."""
    return [choice for part in (*line.texts.values(), *line.listings.values()) for choice in part.choices]


def known(line):
    """Every key something may refer to."""
    return {choice.key for choice in choices(line)} | set(line.traits) | set(line.totals)


def test_a_key_means_one_thing(line):
    keys = Counter([choice.key for choice in choices(line)] + [*line.traits, *line.trackers, *line.totals])
    assert [key for key, times in keys.items() if times > 1] == []


def test_a_trait_and_a_text_never_share_a_name(line):
    assert not set(line.traits) & set(line.texts)


def test_keys_are_snake_case(line):
    keys = [*known(line), *line.trackers, *line.texts, *line.listings, *line.sections]
    keys += [name for listing in line.listings.values() for name in listing.fields]
    keys = [key for key in keys if not re.match(r"\d", key)]
    assert [key for key in keys if not SNAKE.fullmatch(key)] == []


def test_a_name_stands_for_one_choice_unless_the_game_repeats_it(line):
    for part in offering(line):
        named = Counter(name.casefold() for choice in part.choices for name in (choice.label, *choice.aka))
        twice = {name for name, times in named.items() if times > 1}
        assert twice == REPEATED.get((line.name, part.name), set()), part.name


def test_an_inner_choice_is_found_by_its_name_within_the_outer_one(line):
    for inner, outer in line.outer.items():
        listing = line.listings[inner]
        assert {choice.key for choice in outer.choices} >= {key for choice in listing.choices for key in choice.of}
        for choice in listing.choices:
            assert choice.of, choice.key
            assert all(listing.choice(choice.label, key) is choice for key in choice.of), choice.key


def test_everything_referred_to_exists(line):
    keys = known(line)
    for choice in choices(line):
        named = {key for need in choice.needs for key, _ in need.any_of} | set(choice.of) | set(choice.excludes)
        named |= {of for of, _ in choice.access if of}
        assert named <= keys, choice.key
        assert choice.key not in named, choice.key


def test_a_prerequisite_can_be_met(line):
    dots = {choice.key: choice.dots for choice in choices(line) if choice.dots}
    for choice in choices(line):
        for need in choice.needs:
            assert all(count <= max(dots.get(key, (5,))) for key, count in need.any_of), choice.key


def test_what_is_earned_is_earned_by_a_rating_that_can_be_had(line):
    most = {trait.name: trait.high for trait in line.traits.values()}
    most |= {name: sum(most[part] for part in total.sum) for name, total in line.totals.items()}
    for listing in line.listings.values():
        assert bool(listing.earned_by) == any(choice.access for choice in listing.choices), listing.name
        for choice in listing.choices:
            assert all(0 < least <= most[listing.earned_by] for _, least in choice.access), choice.key
            assert {of for of, _ in choice.access if of} == (set(choice.of) if choice.access else set()), choice.key


def test_an_exclusion_holds_both_ways_where_both_sides_are_advantages_or_flaws(line):
    sides = {c.key: c for name in ("advantages", "flaws") for c in line.listings[name].choices}
    lonely = {
        (choice.key, key)
        for choice in sides.values()
        for key in choice.excludes
        if key in sides and choice.key not in sides[key].excludes
    }
    assert lonely == set()


def test_every_choice_names_its_book(line):
    doubtful = [choice for choice in choices(line) if not choice.sources and not choice.unverified]
    # Blood types are no book's; generations stand in one table; a vampire is what the whole book is about
    free = {"blood_type", "generation", "kind"}
    allowed = {choice.key for name in free & set(line.texts) for choice in line.texts[name].choices}
    assert {choice.key for choice in doubtful} <= allowed
    assert {source.book for choice in choices(line) for source in choice.sources} <= set(line.books)
    assert all(line.books.values())
    assert all(source.page is None or source.page > 0 for choice in choices(line) for source in choice.sources)


def test_a_hint_is_one_short_phrase(line):
    assert [choice.hint for choice in choices(line) if len(choice.hint.split()) > 15 or choice.hint.endswith(".")] == []


def test_levels_and_dots_are_ratings_the_sheet_can_show(line):
    for name, listing in line.listings.items():
        for choice in listing.choices:
            assert 0 <= choice.level <= 5, choice.key
            assert choice.dots == tuple(sorted(set(choice.dots))), choice.key
            assert all(1 <= dots <= 7 for dots in choice.dots) or choice.dots == (0,), choice.key
            assert not choice.dots or listing.high, (name, choice.key)
            assert not choice.steps or len(choice.steps) == max(choice.dots), choice.key


def test_a_pool_is_made_of_things_the_line_has(line):
    keys = known(line) | set(line.trackers)
    for choice in choices(line):
        for pool in filter(None, (choice.pool, choice.opposed)):
            assert pool.keys <= keys, choice.key


def test_what_only_words_say_in_a_pool_is_listed_here(line):
    pools = (pool for choice in choices(line) for pool in (choice.pool, choice.opposed) if pool)
    terms = {term for pool in pools for way in pool.ways for term in way.terms}
    assert {term.words for term in terms if not term.keys and not term.number} == WORDS_ALONE.get(line.name, set())


def test_ratings_start_where_they_can_be(line):
    for trait in line.traits.values():
        assert trait.start in trait.range, trait.name
        assert trait.high <= 10, trait.name
        for out in trait.read_outs:
            assert len(out.words) == len((line.traits[out.by] if out.by else trait).range), (trait.name, out.label)
        assert (trait.shape in ("switch", "states")) == bool(trait.names), trait.name
        assert not trait.names or len(trait.names) == len(trait.range), trait.name
        assert set(trait.dire) <= set(trait.range), trait.name
        assert not trait.briefs or len(trait.briefs) == len(trait.names), trait.name
    assert set(line.start) == set(line.traits) | {
        key for tracker in line.trackers.values() for key in (tracker.superficial, tracker.aggravated)
    }


def test_a_tracker_is_the_sum_of_traits_and_its_modifiers_are_things_one_can_hold_or_be(line):
    keys = known(line)
    for tracker in line.trackers.values():
        assert set(tracker.sum) <= set(line.traits)
        assert tracker.owned_keys <= keys
        assert tracker.follows <= set(line.traits)
        for modifier in tracker.modifiers:
            assert set(modifier.at) <= set(line.traits[modifier.trait].range if modifier.trait else ())
            assert bool(modifier.trait) == bool(modifier.at)
        assert length(tracker, line.start, {}) == sum(line.start[name] for name in tracker.sum) + tracker.plus


def test_every_tracker_can_be_longer_and_shorter_than_the_book_counts(line):
    for tracker in line.trackers.values():
        counted = length(tracker, {**line.start, "composure": 3}, {})
        for trait, boxes in ((tracker.more, 3), (tracker.fewer, -3)):
            assert trait in line.traits.values()
            assert (trait.low, trait.start) == (0, 0)
            assert length(tracker, {**line.start, "composure": 3, trait.name: 3}, {}) == counted + boxes
            assert line.effects[trait.name].trackers == (tracker,)
        most = dict.fromkeys(line.start, 10) | {tracker.fewer.name: 0}
        assert length(tracker, most, {}) == tracker.high


def test_what_goes_by_another_text_finds_it(line):
    for part in (*line.texts.values(), *line.listings.values()):
        for by in part.by:
            leading = {choice.key for choice in line.texts[by].choices}
            assert leading & {key for choice in part.choices for key in choice.of}, part.name
    assert set(placeholders(*line.standfirst)) <= set(line.texts)
    assert set(line.glance) <= set(line.traits) | set(line.trackers)


def test_a_text_starts_within_its_limit_and_takes_its_choices(line):
    for text in [*line.texts.values(), *(text for one in line.listings.values() for text in one.fields.values())]:
        assert all(len(choice.label) <= text.limit for choice in text.choices), text.name
        assert not text.start or text.choice(text.start), text.name
        assert not text.closed or text.choices, text.name
    for listing in line.listings.values():
        assert all(len(choice.label) <= listing.limit for choice in listing.choices), listing.name


def test_a_part_stands_in_one_place_of_the_sheet(line):
    stood = [part for section in line.sections.values() for part in section.parts]
    stood += [vital.part for vital in line.vitals] + [part for vital in line.vitals for part in vital.also]
    stood += [trait for tracker in line.trackers.values() for trait in tracker.adjusting]
    stood += [line.title, *line.after]
    opened = [t for part in stood for t in (part.traits if isinstance(part, Group) else (part,))]
    named = Counter((type(part), part.name) for part in opened)
    assert [name for name, times in named.items() if times > 1] == []
    sections = [s for row in line.main for stack in row for s in stack] + [*line.lists, *line.margin, *line.foot]
    assert len(sections) == len(line.sections)


def test_nothing_of_the_sheet_is_missing_on_paper(line):
    assert missing_on_paper(line) == set()
    for kind in line.kinds:
        assert missing_on_paper(line.of(kind)) == set(), kind.label


def missing_on_paper(line):
    """What of a line is on its sheet or its print, and not on both."""
    pages = (line.paper.top, line.paper.first, line.paper.second)
    sections = [s for rows in pages for row in rows for stack in row for s in stack]
    printed = {(type(part), part.name) for section in sections for part in opened(section)}
    printed |= {(type(part), part.name) for part in (line.title, *line.after)}
    printed |= {(type(part), part.name) for vital in line.vitals for part in (vital.part,)}
    printed |= {(type(part), part.name) for vital in line.vitals for part in vital.also if not isinstance(part, Text)}
    # Of what lengthens or shortens a tracker its boxes are printed
    printed |= {(type(trait), trait.name) for part in line.trackers.values() for trait in part.adjusting}
    printed |= {_named(OWN_RULES)}  # how a table plays, and nothing of the character
    printed |= {(Text, name) for name in (*line.paper.facts, *line.paper.story)}
    under = {(Listing, listing.name) for listing in line.listings.values() if listing.under}
    return {(type(part), part.name) for part in line.parts} ^ (printed | under & set(map(_named, line.parts)))


def _named(part):
    return type(part), part.name


def opened(section):
    """The parts of a section, groups opened."""
    return [t for part in section.parts for t in (part.traits if isinstance(part, Group) else (part,))]


def test_a_click_knows_which_trackers_follow(line):
    followed_by = {name: line.effects[name].trackers for name in line.traits}
    for trait, trackers in followed_by.items():
        assert all(isinstance(tracker, Tracker) and trait in tracker.follows for tracker in trackers)
    assert [tracker.name for tracker in followed_by["stamina"]] == ["health"]
    assert [tracker.name for tracker in followed_by["composure"]] == ["willpower"]
    assert [tracker.name for tracker in followed_by["resolve"]] == ["willpower"]
    assert followed_by["strength"] == ()


def test_every_part_that_can_change_has_its_effects_under_a_name_of_its_own(line):
    parts = (*line.traits, *line.trackers, *line.texts, *line.listings)
    assert len(set(parts)) == len(parts)
    assert set(line.effects) == set(parts)
