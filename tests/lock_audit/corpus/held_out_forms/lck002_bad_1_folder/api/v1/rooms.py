"""One folder deeper is still API code."""
import store
from store import Hall


def rename(hall: Hall, old: str, new: str) -> None:
    with hall.lock:  # expect: LCK001, LCK002
        hall.rows[hall.rows.index(old)] = new


def occupied() -> list[str]:
    if not store.seats_lock.acquire(True, 0.2):  # expect: LCK002
        raise TimeoutError("seats")
    try:
        return sorted(store.seats)
    finally:
        store.seats_lock.release()


def size() -> int:
    return store.hall.size()
