"""Places: so many, taken without waiting or for a while, given back by anybody."""

from __future__ import annotations

import time

from service.limits.places import Places
from tests.unit.threads import LIMIT_S, SLACK_S, in_thread


def test_there_are_so_many_places_and_no_more() -> None:
    """Nobody waits who does not want to."""
    places = Places(2)
    assert [places.take() for _ in range(3)] == [True, True, False]
    assert places.free == 0
    places.give_back()
    assert places.free == 1
    assert places.take()


def test_whoever_waits_gets_the_place_that_another_thread_gives_back() -> None:
    """A look-up is begun by one thread and ended by another."""
    places = Places(1)
    assert places.take()
    waiting = in_thread(lambda: places.take(LIMIT_S))
    in_thread(places.give_back).result(LIMIT_S)
    assert waiting.result(LIMIT_S)
    assert places.free == 0


def test_a_wait_for_a_place_ends() -> None:
    """In vain, but in time."""
    places, started = Places(0), time.monotonic()
    assert not places.take(0.05)
    assert 0.05 <= time.monotonic() - started < 0.05 + SLACK_S


def test_no_place_is_lost_or_made_among_threads() -> None:
    """Conservation, after a race of takers, of those who give up, and of those who give back."""
    places = Places(3)

    def work() -> int:
        taken = 0
        for _ in range(200):
            if places.take(0.0001):
                taken += 1
                assert places.free <= 2
                places.give_back()
        return taken

    assert sum(each.result(LIMIT_S) for each in [in_thread(work) for _ in range(8)]) > 0
    assert places.free == 3
