# corpus: strict not checked
import threading


class Names:
    def __init__(self):
        self._lock = threading.Lock()
        self._names = set()

    def lazy(self, x):
        with self._lock:
            self._names.add(x)
            return (n.upper() for n in self._names)  # expect: LCK009

    def mapped(self, x):
        with self._lock:
            self._names.add(x)
            return map(str.upper, self._names)  # expect: LCK009

    def live(self, x):
        with self._lock:
            self._names.discard(x)
            return self._names  # expect: LCK009

    def eager(self, x):
        with self._lock:
            self._names.add(x)
            return [n.upper() for n in self._names]

    def eager_map(self, x):
        with self._lock:
            self._names.add(x)
            return tuple(map(str.upper, self._names))

    def scalar(self, x):
        with self._lock:
            self._names.add(x)
            return sum(len(n) for n in self._names)
