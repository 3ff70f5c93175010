# corpus: strict not checked
"""Containers made inside the section, or belonging to the caller, are not the guarded ones."""

import threading


class Index:
    def __init__(self):
        self._lock = threading.Lock()
        self._words: dict[str, int] = {}

    def matching(self, prefix: str) -> list[str]:
        with self._lock:
            found = []
            for word in self._words:
                if word.startswith(prefix):
                    found.append(word)
            return found

    def counts(self, words: list[str]) -> dict[str, int]:
        with self._lock:
            counts = {}
            for word in words:
                counts[word] = self._words.get(word, 0)
            return counts

    def fill(self, target: dict[str, int]) -> dict[str, int]:
        with self._lock:
            target.update(self._words)
            return target

    def lengths(self, words: list[str]):
        with self._lock:
            for word in words:
                self._words[word] = self._words.get(word, 0) + 1
            return map(len, words)

    def grouped(self) -> dict[int, list[str]]:
        groups: dict[int, list[str]] = {}
        with self._lock:
            for word, count in self._words.items():
                groups.setdefault(count, []).append(word)
            return groups
