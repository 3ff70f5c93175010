# corpus: strict not checked
"""The variable of a comprehension is another one than the lock that the function takes."""

import threading
import time

door = threading.Lock()
_seen: list[str] = []


def note(doors: list) -> None:
    names = [door.name for door in doors]
    with door:
        _seen.extend(names)
        time.sleep(0.1)  # expect: LCK006


def count(doors: list) -> int:
    with door:
        return sum(1 for door in doors if door in _seen)
