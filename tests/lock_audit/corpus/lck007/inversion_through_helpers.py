# corpus: strict not checked
"""Each function alone takes one lock; their calls make the circle."""

import threading


class Catalogue:
    def __init__(self, search: "Search"):
        self._catalogue_lock = threading.Lock()
        self._search = search
        self._titles: dict[int, str] = {}

    def rename(self, number: int, title: str) -> None:
        with self._catalogue_lock:
            self._titles[number] = title
            self._search.index_title(number, title)  # expect: LCK007

    def title_of(self, number: int) -> str:
        with self._catalogue_lock:
            return self._titles[number]


class Search:
    def __init__(self):
        self._search_lock = threading.Lock()
        self._words: dict[str, set[int]] = {}

    def index_title(self, number: int, title: str) -> None:
        with self._search_lock:
            for word in title.split():
                self._words.setdefault(word, set()).add(number)

    def find(self, word: str, catalogue: Catalogue) -> list[str]:
        with self._search_lock:
            return [catalogue.title_of(number) for number in self._words.get(word, ())]  # expect: LCK007

    def find_rightly(self, word: str, catalogue: Catalogue) -> list[str]:
        with self._search_lock:
            numbers = sorted(self._words.get(word, ()))
        return [catalogue.title_of(number) for number in numbers]
