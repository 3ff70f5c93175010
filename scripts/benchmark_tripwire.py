"""What the tripwire costs: asking it with no lock held, and taking a lock by our helpers, beside Python's own means."""

from __future__ import annotations

import threading
import timeit
from collections.abc import Callable

from service.limits.locks import holding, with_lock
from service.limits.tripwire import Guarded, guard

CALLS = 20_000
REPEATS = 15

_lock = threading.Lock()


def main() -> None:
    plain_us = _cost_us(_nothing)
    raw_us = _cost_us(_raw)
    print(f"{'':44} {'us':>7} {'ratio':>6}")
    print(f"{'a call of a function that does nothing':44} {plain_us:7.3f} {1:6.1f}")
    print(f"{'guard(), no lock held':44} {(us := _cost_us(_guarded)):7.3f} {us / plain_us:6.1f}")
    print(f"{'`with lock:`':44} {raw_us:7.3f} {1:6.1f}")
    print(f"{'`with holding(lock, …):`, noted':44} {(us := _cost_us(_holding)):7.3f} {us / raw_us:6.1f}")
    print(f"{'`with_lock(lock, …)`, noted and measured':44} {(us := _cost_us(_with_lock)):7.3f} {us / raw_us:6.1f}")


def _cost_us(work: Callable[[], None]) -> float:
    """The best of several runs: what disturbs a run only ever makes it slower."""
    return min(timeit.repeat(work, number=CALLS, repeat=REPEATS)) / CALLS * 1e6


def _nothing() -> None:
    pass


def _guarded() -> None:
    guard(Guarded.QUERY)


def _raw() -> None:
    with _lock:
        pass


def _holding() -> None:
    with holding(_lock, "benchmark"):
        pass


def _with_lock() -> None:
    with_lock(_lock, "benchmark", _nothing)


if __name__ == "__main__":
    main()
