"""Which revisions can be taken back, and what stands in the way of others."""

from __future__ import annotations

from wodsheet.rules.undo import Journal, Revision


def revision(id: int, *touches: str, undoes: int | None = None, user: int = 1, adds: tuple[int, ...] = ()) -> Revision:
    """A revision of the first player, where nothing else is said."""
    return Revision(id, user, "undo" if undoes else "entry", undoes, frozenset(touches), frozenset(adds))


def resting(*revisions: Revision, on: int) -> list[int]:
    return [one.id for one in Journal(revisions).resting_on(on)]


def test_a_later_change_of_the_same_rests_on_it_and_one_of_another_does_not():
    strength = revision(1, "ratings/strength")
    assert resting(strength, revision(2, "ratings/strength"), revision(3, "ratings/wits"), on=1) == [2]


def test_what_was_taken_back_is_no_obstacle_and_its_redo_is_one():
    first, second = revision(1, "text/notes"), revision(2, "text/notes")
    undo = revision(3, "text/notes", undoes=2)
    assert resting(first, second, undo, on=1) == []
    assert resting(first, second, undo, revision(4, "text/notes", undoes=3), on=1) == [2]


def test_an_undo_of_something_older_rests_on_what_came_between():
    older, undo = revision(1, "ratings/wits"), revision(3, "ratings/wits", undoes=1)
    assert resting(older, revision(2, "ratings/wits"), undo, on=2) == [3]


def test_a_whole_entry_shares_with_each_of_its_fields_and_no_other_entry():
    added = revision(1, "entry/5/*", adds=(5,))
    assert resting(added, revision(2, "entry/5/dots"), revision(3, "entry/55/dots"), on=1) == [2]


def test_what_one_wrote_into_an_entry_and_what_stands_in_it_goes_along():
    added, inner = revision(1, "entry/5/*", adds=(5,)), revision(2, "entry/6/*", "entry/5/6", adds=(6,))
    journal = Journal([added, inner, revision(3, "entry/6/dots")])
    assert [one.id for one in journal.written_into(1) or ()] == [2, 3]


def test_what_somebody_else_wrote_into_an_entry_keeps_it():
    assert Journal([revision(1, "entry/5/*", adds=(5,)), revision(2, "entry/5/dots", user=2)]).written_into(1) is None


def test_a_revision_that_touched_nothing_is_passed_over():
    assert Journal([]).first_free([1]) is None
