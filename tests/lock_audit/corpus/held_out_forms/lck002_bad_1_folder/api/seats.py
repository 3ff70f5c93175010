# corpus: strict not checked
"""Handlers that take the store's locks themselves."""
from store import hall, seats
from store import seats_lock as guard


def take(seat: str, who: str) -> str | None:
    if not guard.acquire(timeout=0.2):  # expect: LCK002
        return None
    try:
        return seats.setdefault(seat, who)
    finally:
        guard.release()


def add_row(row: str) -> int:
    with hall.lock:  # expect: LCK001, LCK002
        hall.rows.append(row)
    return hall.size()


def try_clear() -> bool:
    if guard.acquire(blocking=False):  # expect: LCK002
        try:
            seats.clear()
            return True
        finally:
            guard.release()
    return False
