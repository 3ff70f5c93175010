# corpus: strict not checked
import threading


class Base:
    def __init__(self):
        self._lock = threading.RLock()
        self._events = []

    def add(self, event):
        with self._lock:
            self._events.append(event)
            return self.size()

    def size(self):
        with self._lock:
            return len(self._events)


class Calendar(Base):
    def __init__(self):
        super().__init__()
        self._changes = 0
        self._cond = threading.Condition(self._lock)

    def add(self, event):
        with self._lock:
            self._changes += 1
            count = super().add(event)
            self._cond.notify_all()
            return count

    def add_all(self, events):
        with self._cond:
            for event in events:
                self.add(event)
            return self._total()

    def _total(self):
        if not self._lock.acquire(timeout=1.0):
            raise TimeoutError
        try:
            return self.size() + self._changes
        finally:
            self._lock.release()
