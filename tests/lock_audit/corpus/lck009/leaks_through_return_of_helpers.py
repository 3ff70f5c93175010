# corpus: strict not checked
"""Copying helpers and leaking helpers look alike at the call; what they return decides."""

import threading


class Shelf:
    def __init__(self):
        self._lock = threading.RLock()
        self._books: list[str] = []
        self._by_author: dict[str, str] = {}

    def add(self, author: str, book: str) -> None:
        with self._lock:
            self._books.append(book)
            self._by_author[author] = book

    def books(self) -> list[str]:
        with self._lock:
            return self._copied()

    def numbered_books(self):
        with self._lock:
            return enumerate(self._books)  # expect: LCK009

    def authors(self):
        with self._lock:
            if not self._by_author:
                return ()
            return self._by_author.keys()  # expect: LCK009

    def titles(self):
        with self._lock:
            return (book.title() for book in self._books)  # expect: LCK009

    def counted(self) -> dict[int, str]:
        with self._lock:
            return dict(enumerate(self._books))

    def _copied(self) -> list[str]:
        return list(self._books)
