# corpus: strict not checked
import threading
from collections import deque


class BoundedBuffer:
    """Two conditions over one lock, the textbook way."""

    def __init__(self, size):
        self._lock = threading.Lock()
        self._not_full = threading.Condition(self._lock)
        self._not_empty = threading.Condition(self._lock)
        self._items = deque()
        self._size = size

    def put(self, item):
        with self._not_full:
            while len(self._items) >= self._size:
                if not self._not_full.wait(timeout=2.0):
                    raise TimeoutError("full")
            self._items.append(item)
            self._not_empty.notify()

    def take(self):
        with self._lock:
            while not self._items:
                if not self._not_empty.wait(2.0):
                    raise TimeoutError("empty")
            item = self._items.popleft()
            self._not_full.notify()
            return item

    def take_if(self, pred):
        with self._not_empty:
            self._not_empty.wait_for(lambda: bool(self._items), timeout=1.0)
            return self._peek(pred)

    def _peek(self, pred):
        return self._items[0] if self._items and pred else None
