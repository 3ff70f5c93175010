# corpus: strict not checked
import threading


class Base:
    def __init__(self):
        self._lock = threading.Lock()
        self._rows = []

    def _size(self):
        with self._lock:
            return len(self._rows)


class Child(Base):
    def add(self, row):
        with self._lock:
            self._rows.append(row)
            return self._size()  # expect: LCK007

    def add_then_size(self, row):
        with self._lock:
            self._rows.append(row)
        return self._size()


class Reentrant:
    def __init__(self):
        self._lock = threading.RLock()
        self._rows = []

    def _length(self):
        with self._lock:
            return len(self._rows)

    def add(self, row):
        with self._lock:
            self._rows.append(row)
            return self._length()
