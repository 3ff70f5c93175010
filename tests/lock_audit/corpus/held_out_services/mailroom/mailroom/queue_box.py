"""A bounded letter box built on one lock and two conditions."""
import threading
from collections import deque
from typing import Deque, Optional

from .letters import Letter


class LetterBox:
    def __init__(self, size: int = 100) -> None:
        self._lock = threading.Lock()
        self._not_empty = threading.Condition(self._lock)
        self._not_full = threading.Condition(self._lock)
        self._letters: Deque[Letter] = deque()
        self._size = size

    def put(self, letter: Letter, timeout: float = 5.0) -> bool:
        with self._not_full:
            if not self._not_full.wait_for(lambda: len(self._letters) < self._size, timeout=timeout):
                return False
            self._letters.append(letter)
            self._not_empty.notify()
            return True

    def take(self) -> Letter:
        with self._not_empty:
            while not self._letters:
                self._not_empty.wait()  # expect: LCK001
            letter = self._letters.popleft()
            self._not_full.notify()
            return letter

    def take_for(self, timeout: float) -> Optional[Letter]:
        with self._lock:
            if not self._letters:
                self._not_empty.wait(timeout)
            return self._letters.popleft() if self._letters else None

    def drain(self) -> int:
        with self._lock:
            n = len(self._letters)
            self._letters.clear()
            with self._not_full:  # expect: LCK007
                self._not_full.notify_all()
            return n

    def peek_all(self):
        with self._lock:
            for letter in self._letters:
                yield letter  # expect: LCK009
