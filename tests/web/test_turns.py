"""Whose turn it is at heavy work, by real threads: others go on, and who waits too long is told when to come back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.waiting import eventually
from wodsheet.problems import Busy, OneAtATime
from wodsheet.web import turns

ROBIN, KIM, SASHA = 1, 2, 3


@contextmanager
def working(*players: int) -> Iterator[threading.Event]:
    """These players' work goes on until the event is set, or the end."""
    over = threading.Event()

    def work(player: int) -> None:
        with turns.turn(player):
            over.wait(20)

    with ThreadPoolExecutor() as threads:
        for player in players:
            threads.submit(work, player)
        try:
            eventually(lambda: turns.working == set(players))
            yield over
        finally:
            over.set()


def test_two_players_work_at_once_and_a_third_is_told_when_to_come_back(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    with working(ROBIN, KIM), pytest.raises(Busy) as refused, turns.turn(SASHA):
        pass
    assert (refused.value.code, refused.value.retry_after) == (503, 5)
    with turns.turn(SASHA):
        assert turns.working == {SASHA}


def test_a_player_works_once_at_a_time_and_others_beside_them(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    with working(ROBIN):
        with pytest.raises(OneAtATime) as refused, turns.turn(ROBIN):
            pass
        with turns.turn(KIM):
            assert turns.working == {ROBIN, KIM}
    assert (refused.value.code, refused.value.retry_after) == (429, 5)


def test_sixteen_at_once_have_their_turns_one_after_the_other():
    most, done = 0, []

    def work() -> None:
        nonlocal most
        with turns.turn(ROBIN):
            most = max(most, len(turns.working))
            done.append(1)

    with ThreadPoolExecutor(16) as threads:
        for _ in range(16):
            threads.submit(work)
    assert (most, len(done)) == (1, 16)


def test_work_that_fails_gives_its_turn_back():
    with pytest.raises(ZeroDivisionError), turns.turn(ROBIN):
        raise ZeroDivisionError
    assert turns.working == set()
