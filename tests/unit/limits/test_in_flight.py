"""The in-flight limit: how many may wait at once, with threads left to refuse the others."""

from __future__ import annotations

import pytest

from service.errors.types import Overloaded
from service.limits.in_flight import InFlight, in_flight_limit


@pytest.mark.parametrize(("threads", "limit"), [(1, 1), (2, 1), (4, 3), (8, 6), (16, 12), (100, 75)])
def test_threads_are_left_to_write_the_refusals(threads: int, limit: int) -> None:
    """A limit equal to the number of threads leaves nobody to say that it is reached."""
    assert in_flight_limit(threads) == limit


def test_whoever_finds_no_place_is_refused_at_once_and_a_place_is_given_back() -> None:
    """Nobody waits, and no place is lost."""
    in_flight = InFlight(2)
    in_flight.enter()
    in_flight.enter()
    with pytest.raises(Overloaded) as refused:
        in_flight.enter()
    assert refused.value.code.value == "in_flight_limit"
    assert refused.value.retry_after_s in range(1, 6)
    assert in_flight.running == 2
    in_flight.leave()
    in_flight.enter()
    in_flight.leave()
    in_flight.leave()
    assert in_flight.running == 0
