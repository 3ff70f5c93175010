# corpus: strict not checked
from __future__ import annotations

import threading
from enum import Enum


class Outcome(Enum):
    DONE = "done"
    BUSY = "busy"
    BAD = "bad"


class Importer:
    def __init__(self) -> None:
        self._lock: threading.Lock = threading.Lock()
        self._seen: set[int] = set()

    def feed(self, raw: str) -> Outcome:
        if not self._lock.acquire(blocking=True, timeout=0.75):
            return Outcome.BUSY
        try:
            try:
                number = int(raw)
            except ValueError:
                return Outcome.BAD
            if number in self._seen:
                raise LookupError(number)
            self._seen.add(number)
        except LookupError:
            return Outcome.BAD
        else:
            return Outcome.DONE
        finally:
            self._lock.release()

    def feed_all(self, lines: list[str]) -> dict[str, int]:
        result: dict[str, int] = {}
        for line in lines:
            outcome = self.feed(line)
            if outcome is Outcome.BUSY:
                break
            result[outcome.value] = result.get(outcome.value, 0) + 1
        return result
