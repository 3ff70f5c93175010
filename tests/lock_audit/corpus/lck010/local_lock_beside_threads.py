# corpus: strict not checked
"""There are threads, but the local lock never travels to them: the worker function does not know it."""

import threading
from concurrent.futures import ThreadPoolExecutor


class Importer:
    def __init__(self):
        self._rows: list[str] = []

    def run(self, lines: list[str]) -> int:
        lock = threading.Lock()  # expect: LCK010
        with ThreadPoolExecutor(max_workers=4) as executor:
            for line in lines:
                executor.submit(self._insert, line)
        with lock:
            return len(self._rows)

    def run_in_one_thread(self, lines: list[str]) -> None:
        guard = threading.Lock()  # expect: LCK010
        worker = threading.Thread(target=self._insert_all, args=(lines,))
        worker.start()
        with guard:
            self._rows.append("started")
        worker.join(timeout=5)

    def _insert(self, line: str) -> None:
        self._rows.append(line)

    def _insert_all(self, lines: list[str]) -> None:
        for line in lines:
            self._insert(line)
