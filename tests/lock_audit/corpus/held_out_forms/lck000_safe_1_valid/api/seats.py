# corpus: strict not checked
"""Seats: the raw locks are known and have a reason each."""
import threading

_seats_lock = threading.Lock()
_seats: dict[str, str] = {}


def take(seat: str, who: str) -> None:
    with _seats_lock:  # lock-audit: allow LCK001, LCK002 -- one assignment, measured at two microseconds  # expect: LCK001[suppressed], LCK002[suppressed]
        _seats[seat] = who


def drop(seat: str) -> bool:
    # lock-audit: allow LCK002 -- bounded, and moved into the store with the next release
    if not _seats_lock.acquire(timeout=0.1):  # expect: LCK002[suppressed]
        return False
    try:
        return _seats.pop(seat, None) is not None
    finally:
        _seats_lock.release()
