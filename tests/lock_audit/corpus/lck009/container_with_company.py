# corpus: strict not checked
"""The live container in a tuple, behind an `or`, through a helper, and from a module-level name."""

import threading

_flags_lock = threading.Lock()
_flags: set[str] = set()


def enable(flag: str) -> set[str]:
    with _flags_lock:
        _flags.add(flag)
        return _flags  # expect: LCK009


def enabled(flag: str) -> bool:
    with _flags_lock:
        return flag in _flags


class Rules:
    def __init__(self):
        self._lock = threading.Lock()
        self._version = 0
        self._rules: list[str] = []

    def change(self, rule: str) -> tuple[int, list[str]]:
        with self._lock:
            self._version += 1
            self._rules.append(rule)
            return self._version, self._rules  # expect: LCK009

    def current(self) -> list[str]:
        with self._lock:
            return self._rules or []  # expect: LCK009

    def sorted_in_place(self) -> list[str]:
        with self._lock:
            return self._sort_locked()  # expect: LCK009

    def version(self) -> int:
        with self._lock:
            return self._version

    def _sort_locked(self) -> list[str]:
        self._rules.sort()
        return self._rules
