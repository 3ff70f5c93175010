# corpus: strict not checked
import threading
from collections import deque


class Mailbox:
    """Bounded in-memory mailbox with one consumer."""

    def __init__(self, limit=100):
        self._cond = threading.Condition()
        self._letters = deque()
        self._limit = limit

    def put(self, letter):
        with self._cond:
            if len(self._letters) >= self._limit:
                return False
            self._letters.append(letter)
            self._cond.notify()
            return True

    def take(self):
        with self._cond:
            while not self._letters:
                # expect-next: LCK000
                # lock-audit: allow LCK001
                self._cond.wait()  # expect: LCK001
            return self._letters.popleft()

    def size(self):
        with self._cond:
            return len(self._letters)
