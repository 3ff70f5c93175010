# corpus: strict not checked
"""A ledger takes its index lock inside its entry lock, in two spellings, and once one after the other."""

import threading


class Ledger:
    def __init__(self):
        self._entries_lock = threading.Lock()
        self._index_lock = threading.Lock()
        self._entries: list[tuple[str, int]] = []
        self._index: dict[str, int] = {}

    def add(self, name: str, amount: int) -> None:
        with self._entries_lock:
            self._entries.append((name, amount))
            with self._index_lock:  # expect: LCK007
                self._index[name] = len(self._entries) - 1

    def add_together(self, name: str, amount: int) -> None:
        with self._entries_lock, self._index_lock:  # expect: LCK007
            self._entries.append((name, amount))
            self._index[name] = len(self._entries) - 1

    def add_in_turn(self, name: str, amount: int) -> None:
        with self._entries_lock:
            self._entries.append((name, amount))
            position = len(self._entries) - 1
        with self._index_lock:
            self._index[name] = position
