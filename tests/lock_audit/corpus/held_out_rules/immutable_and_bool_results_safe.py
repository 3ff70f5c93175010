# corpus: strict not checked
import threading


class Config:
    def __init__(self, values):
        self._lock = threading.Lock()
        self._values = dict(values)
        self._name = "default"
        self._paths = ("etc", "usr")
        self._dirty = False

    def set(self, key, value):
        with self._lock:
            self._values[key] = value
            self._dirty = True
            return key in self._values

    def name(self):
        with self._lock:
            return self._name

    def paths(self):
        with self._lock:
            return self._paths

    def dirty(self):
        with self._lock:
            return self._dirty and bool(self._values)

    def get(self, key, default=None):
        with self._lock:
            return self._values.get(key, default)

    def pop(self, key):
        with self._lock:
            return self._values.pop(key, None)
