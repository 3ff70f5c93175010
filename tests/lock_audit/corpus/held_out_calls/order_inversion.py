# corpus: strict not checked
import threading


class Cache:
    """Index and values; nobody wrote down which lock comes first."""

    def __init__(self):
        self._index_lock = threading.Lock()
        self._value_lock = threading.Lock()
        self._index = {}
        self._values = []

    def put(self, key, value):
        with self._index_lock:
            position = self._index.get(key)
            with self._value_lock:  # expect: LCK007
                if position is None:
                    self._index[key] = len(self._values)
                    self._values.append(value)
                else:
                    self._values[position] = value

    def compact(self):
        with self._value_lock:
            kept = [v for v in self._values if v is not None]
            with self._index_lock:  # expect: LCK007
                self._index.clear()
            self._values[:] = kept

    def size(self):
        with self._index_lock:
            n = len(self._index)
        with self._value_lock:
            return min(n, len(self._values))
