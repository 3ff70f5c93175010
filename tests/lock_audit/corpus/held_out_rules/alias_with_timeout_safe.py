# corpus: strict not checked
import threading


class Registry:
    def __init__(self):
        self._lock = threading.Lock()
        self._names = {}

    def register(self, name, obj):
        take = self._lock.acquire
        if not take(timeout=0.5):
            raise TimeoutError(name)
        try:
            self._names[name] = obj
        finally:
            self._lock.release()

    def unregister(self, name):
        take = self._lock.acquire
        if take(False):
            try:
                self._names.pop(name, None)
                return True
            finally:
                self._lock.release()
        return False

    def find(self, name):
        with self._lock:
            return self._names.get(name)
