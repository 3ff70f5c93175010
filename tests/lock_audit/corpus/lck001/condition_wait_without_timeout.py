import threading
from collections import deque


class Mailbox:
    """Letters between threads."""

    def __init__(self, size: int) -> None:
        self._lock = threading.Lock()
        self._not_empty = threading.Condition(self._lock)
        self._not_full = threading.Condition(self._lock)
        self._letters: deque[str] = deque()
        self._size = size

    def put(self, letter: str) -> None:
        with self._not_full:  # expect: LCK001[strict]
            while len(self._letters) >= self._size:
                self._not_full.wait()  # expect: LCK001
            self._letters.append(letter)
            self._not_empty.notify()

    def get(self) -> str:
        with self._not_empty:  # expect: LCK001[strict]
            while not self._letters:
                self._not_empty.wait(None)  # expect: LCK001
            letter = self._letters.popleft()
            self._not_full.notify()
            return letter

    def get_within(self, timeout_s: float) -> str | None:
        with self._not_empty:  # expect: LCK001[strict]
            if not self._letters and not self._not_empty.wait(timeout_s):
                return None
            return self._letters.popleft() if self._letters else None

    def drained(self) -> bool:
        with self._not_full:  # expect: LCK001[strict]
            return self._not_full.wait_for(lambda: not self._letters, timeout=2.0)
