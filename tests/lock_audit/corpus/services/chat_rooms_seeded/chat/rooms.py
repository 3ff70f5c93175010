# corpus: strict not checked
"""Rooms and who listens to them."""
import queue
import threading
from collections.abc import Iterator

from chat.archive import Archive


class Room:
    def __init__(self, name: str, archive: Archive) -> None:
        self.name = name
        self._archive = archive
        self._changed = threading.Condition()
        self._lines: list[str] = []
        self._listeners: list[queue.Queue] = []

    def say(self, line: str) -> int:
        with self._changed:
            self._lines.append(line)
            for listener in list(self._listeners):
                listener.put_nowait(line)
            self._changed.notify_all()
            return len(self._lines)

    def say_and_keep(self, line: str) -> None:
        with self._changed:
            self._lines.append(line)
            self._archive.keep(self.name, line)  # expect: LCK004 via keep -> execute

    def wait_for_more(self, seen: int) -> list[str]:
        with self._changed:
            while len(self._lines) <= seen:
                self._changed.wait()  # expect: LCK001
            return self._lines[seen:]

    def wait_a_second(self, seen: int) -> list[str]:
        with self._changed:
            self._changed.wait(1.0)
            return self._lines[seen:]

    def stream(self) -> Iterator[str]:
        with self._changed:
            yield from self._lines  # expect: LCK009

    def stream_copy(self) -> Iterator[str]:
        with self._changed:
            lines = list(self._lines)
        yield from lines
