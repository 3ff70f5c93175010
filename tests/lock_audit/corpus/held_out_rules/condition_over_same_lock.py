# corpus: strict not checked
import threading


class BoundedBuffer:
    """Two conditions made over one plain lock."""

    def __init__(self, size):
        self.mutex = threading.Lock()
        self.not_full = threading.Condition(self.mutex)
        self.not_empty = threading.Condition(self.mutex)
        self.size = size
        self.items = []

    def put(self, item, timeout=1.0):
        with self.not_full:
            while len(self.items) >= self.size:
                if not self.not_full.wait(timeout):
                    return False
            self.items.append(item)
            with self.not_empty:  # expect: LCK007
                self.not_empty.notify()
            return True

    def get(self, timeout=1.0):
        with self.not_empty:
            if not self.not_empty.wait_for(lambda: len(self.items) > 0, timeout):
                return None
            item = self.items.pop(0)
            self.not_full.notify()
            return item
