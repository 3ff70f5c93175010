# corpus: strict not checked
"""Generators that copy under the lock and yield outside it, or take the lock for each step and leave it."""

import threading
from collections.abc import Iterator


class Feed:
    def __init__(self):
        self._lock = threading.Lock()
        self._events: list[str] = []
        self._cursor = 0

    def events(self) -> Iterator[str]:
        with self._lock:
            events = tuple(self._events)
        yield from events

    def steps(self) -> Iterator[str]:
        position = 0
        while True:
            with self._lock:
                if position >= len(self._events):
                    return
                event = self._events[position]
            position += 1
            yield event

    def drain(self) -> Iterator[str]:
        if not self._lock.acquire(timeout=0.2):
            return
        try:
            events, self._events = self._events, []
        finally:
            self._lock.release()
        yield from events

    def total(self) -> int:
        with self._lock:
            return sum(len(event) for event in self._events)
