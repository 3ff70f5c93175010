# corpus: strict not checked
"""Fresh locks in a loop, in a nested function and in a static method: one per turn, one per call."""

import threading
from concurrent.futures import ThreadPoolExecutor


class Crawler:
    def __init__(self):
        self._seen: set[str] = set()
        self._lock = threading.Lock()
        self._executor = ThreadPoolExecutor(max_workers=4)

    def crawl(self, pages: list[str]) -> None:
        for page in pages:
            with threading.Lock():  # expect: LCK010
                self._seen.add(page)

    def crawl_in_threads(self, pages: list[str]) -> None:
        def visit(page: str) -> None:
            with threading.Lock():  # expect: LCK010
                self._seen.add(page)

        for page in pages:
            self._executor.submit(visit, page)

    @staticmethod
    def merge(target: set[str], pages: list[str]) -> None:
        with threading.RLock():  # expect: LCK010
            target.update(pages)

    def crawl_rightly(self, pages: list[str]) -> None:
        def visit(page: str) -> None:
            with self._lock:
                self._seen.add(page)

        for page in pages:
            self._executor.submit(visit, page)
