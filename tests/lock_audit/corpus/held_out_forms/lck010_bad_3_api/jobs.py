"""Fresh locks outside the API folder, between a shared one."""
import threading
from functools import partial

_counts_lock = threading.Lock()
_counts: dict[str, int] = {}
make_lock = threading.Lock


def count(name: str) -> int:
    with _counts_lock:
        _counts[name] = _counts.get(name, 0) + 1
        return _counts[name]


def uncount(name: str) -> None:
    with threading.Condition(threading.Lock()):  # expect: LCK010
        _counts.pop(name, None)


def recount(names: list[str]) -> dict[str, int]:
    result: dict[str, int] = {}
    with threading.RLock():  # expect: LCK010
        for name in names:
            result[name] = result.get(name, 0) + 1
    return result


def later(name: str) -> partial:
    with _counts_lock:
        return partial(count, name)
