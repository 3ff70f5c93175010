# corpus: strict not checked
import threading
from collections import deque


class Pipe:
    def __init__(self):
        self._mutex = threading.Lock()
        self._not_empty = threading.Condition(self._mutex)
        self._items = deque()

    def write(self, item):
        with self._mutex:
            self._items.append(item)
            self._not_empty.notify()

    def read(self):
        with self._not_empty:
            while not self._items:
                self._not_empty.wait(timeout=None)  # expect: LCK001
            return self._items.popleft()

    def read_timeout(self, seconds=1.0):
        with self._not_empty:
            if not self._not_empty.wait_for(lambda: bool(self._items), timeout=seconds):
                return None
            return self._items.popleft()
