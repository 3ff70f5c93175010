# corpus: strict not checked
from threading import BoundedSemaphore, Lock
from typing import Iterable

_names_lock = Lock()
_names: set = set()


def dedupe(rows: Iterable[str]) -> list:
    gate = BoundedSemaphore(1)  # expect: LCK010
    result = []
    for row in rows:
        with gate:
            if row not in result:
                result.append(row)
    return result


def remember(row: str) -> bool:
    with _names_lock:
        if row in _names:
            return False
        _names.add(row)
        return True
