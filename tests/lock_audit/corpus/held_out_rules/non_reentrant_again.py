# corpus: strict not checked
import threading


class Cache(object):
    def __init__(self, loader):
        self._lock = threading.Lock()
        self._loader = loader
        self._data = {}
        self._hits = 0

    def get(self, key):
        with self._lock:
            if key in self._data:
                self._note_hit()  # expect: LCK007 via _note_hit -> acquire
                return self._data[key]
        value = self._loader(key)
        with self._lock:
            self._data[key] = value
        return value

    def _note_hit(self):
        if not self._lock.acquire(timeout=1):
            return
        try:
            self._hits += 1
        finally:
            self._lock.release()

    @property
    def hits(self):
        with self._lock:
            return self._hits
