# corpus: strict not checked
"""A stack and a with of several items take locks made on the spot."""

import threading
from contextlib import ExitStack, suppress


class Album:
    def __init__(self):
        self._photos: list[str] = []
        self._lock = threading.Lock()

    def add(self, photo: str) -> int:
        with ExitStack() as stack:
            stack.enter_context(threading.Lock())  # expect: LCK010
            self._photos.append(photo)
            return len(self._photos)

    def remove(self, photo: str) -> None:
        with suppress(ValueError), threading.Lock():  # expect: LCK010
            self._photos.remove(photo)

    def replace(self, old: str, new: str) -> None:
        with suppress(ValueError), self._lock:
            self._photos[self._photos.index(old)] = new

    def insert(self, photo: str) -> int:
        with ExitStack() as stack:
            stack.enter_context(self._lock)
            self._photos.insert(0, photo)
            return len(self._photos)
