# corpus: strict not checked
"""Five flags asked twice make many paths; whether the lock was taken is known on each."""

import threading

_lock = threading.Lock()
_counts: list[int] = []


def add(a: bool, b: bool, c: bool, d: bool, e: bool) -> None:
    taken = _lock.acquire(timeout=1.0)
    try:
        number = 0
        if a:
            number += 1
        if b:
            number += 2
        if c:
            number += 4
        if d:
            number += 8
        if e:
            number += 16
        if taken and (a or b or c or d or e):
            _counts.append(number)
    finally:
        if taken:
            _lock.release()


def add_by_match(name: str) -> bool:
    match name:
        case _ if not _lock.acquire(timeout=1.0):
            return False
        case _:
            try:
                _counts.append(len(name))
                return True
            finally:
                _lock.release()
