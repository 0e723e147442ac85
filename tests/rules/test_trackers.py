"""Boxes: whatever happens to a tracker, no point of damage is lost and no box is marked twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wodsheet.engine import Tracker
from wodsheet.lines import LINES
from wodsheet.rules.trackers import Track, length

boxes = st.integers(1, 20)
damage = st.tuples(st.integers(0, 20), st.integers(0, 20)).filter(lambda both: sum(both) <= 20)
tracks = st.builds(Track.placed, boxes, damage)
TRACKERS = [(line, tracker) for line in LINES.values() for tracker in line.trackers.values()]


@given(boxes, damage)
def test_every_point_of_damage_has_a_box_or_is_beyond(high, both):
    track = Track.placed(high, both)
    assert track.damage == both
    assert track.superficial + track.aggravated + track.free == high == len(track.marks)
    assert not any(track.beyond) or track.full


@given(boxes, damage)
def test_aggravated_damage_has_its_boxes_first(high, both):
    track = Track.placed(high, both)
    assert track.aggravated == min(high, both[1])
    assert not track.beyond[1] or not track.superficial


@given(tracks)
def test_taking_a_point_marks_a_box_or_turns_one_to_aggravated(track):
    superficial, aggravated = track.damage
    for taken, kind in ((track.superficial_taken, 0), (track.aggravated_taken, 1)):
        if not track.full:
            assert taken == (superficial + (kind == 0), aggravated + (kind == 1))
        elif track.superficial:
            assert taken == (superficial - 1, aggravated + 1)
        else:
            assert taken is None


@given(tracks)
def test_healing_takes_one_point_away_while_there_is_one(track):
    superficial, aggravated = track.damage
    assert track.superficial_healed == ((superficial - 1, aggravated) if superficial else None)
    assert track.aggravated_healed == ((superficial, aggravated - 1) if aggravated else None)


@given(tracks, st.data())
def test_a_press_on_a_box_leads_from_empty_to_superficial_to_aggravated_to_empty(track, data):
    number = data.draw(st.integers(1, track.length))
    superficial, aggravated = track.damage
    now = {
        "": (number - aggravated, aggravated),
        "superficial": (superficial - 1, aggravated + 1),
        "aggravated": (superficial, aggravated - 1),
    }[track.marks[number - 1]]
    assert track.pressed(number) == now
    assert min(now) >= 0
    assert sum(now) <= max(track.length, superficial + aggravated)


@given(tracks)
def test_damage_that_is_carried_over_has_a_box_each(track):
    if track.carried_over is None:
        assert track.beyond == (0, 0)
    else:
        assert Track.placed(track.length, track.carried_over).superficial == track.carried_over[0]


@given(st.sampled_from(TRACKERS), st.data())
def test_a_tracker_has_from_one_box_to_its_most_whatever_a_character_has(named, data):
    line, tracker = named
    ratings = {name: data.draw(st.integers(trait.low, trait.high)) for name, trait in line.traits.items()}
    owned = data.draw(st.dictionaries(st.sampled_from(sorted(tracker.owned_keys) or [""]), st.integers(0, 5)))
    assert 1 <= length(tracker, ratings, owned) <= tracker.high


@given(st.sampled_from(TRACKERS), st.integers(0, 5))
def test_a_box_more_by_the_table_is_a_box_more(named, more):
    line, tracker = named
    assert isinstance(tracker, Tracker)
    assert tracker.more
    ratings = {**line.start, "composure": 2}
    assert length(tracker, {**ratings, tracker.more.name: more}, {}) == length(tracker, ratings, {}) + more
