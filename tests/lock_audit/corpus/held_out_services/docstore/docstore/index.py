from __future__ import annotations

from .locking import Guarded


class Index(Guarded):
    def __init__(self) -> None:
        super().__init__()
        self._words: dict[str, set[str]] = {}

    def add(self, name: str, text: str) -> None:
        words = {w.lower() for w in text.split()}
        with self.exclusive():
            for word in words:
                if word not in self._words:
                    self._words[word] = set()
                self._words[word].add(name)

    def search(self, word: str) -> list[str]:
        with self.exclusive():
            return sorted(self._words.get(word.lower(), ()))

    def words(self):
        with self.exclusive():
            return self._words.keys()  # expect: LCK009

    def each(self):
        with self.exclusive():
            for word in sorted(self._words):
                yield word  # expect: LCK009
