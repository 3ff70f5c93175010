# corpus: strict not checked
"""A condition made over a plain lock is that lock, so entering both waits for oneself."""

import threading


class Mailbox:
    def __init__(self):
        self._lock = threading.Lock()
        self._arrived = threading.Condition(self._lock)
        self._letters: list[str] = []

    def deliver(self, letter: str) -> None:
        with self._lock:
            self._letters.append(letter)
            with self._arrived:  # expect: LCK007
                self._arrived.notify()

    def deliver_rightly(self, letter: str) -> None:
        with self._lock:
            self._letters.append(letter)
            self._arrived.notify()

    def count(self) -> int:
        with self._arrived:
            return len(self._letters)

    def fetch(self) -> list[str]:
        with self._arrived:
            if self.count() == 0:  # expect: LCK007
                self._arrived.wait(timeout=1.0)
            letters, self._letters = self._letters, []
            return letters
