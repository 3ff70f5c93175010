# corpus: strict not checked
import threading

from werkzeug.security import check_password_hash, generate_password_hash


class Members:
    def __init__(self):
        self._lock = threading.Lock()
        self._hashes = {}

    def check(self, name, password):
        if not self._lock.acquire(timeout=0.5):
            return None
        try:
            stored = self._hashes.get(name)
            if stored is None:
                return False
            return check_password_hash(stored, password)  # expect: LCK003
        finally:
            self._lock.release()

    def set(self, name, password):
        got = self._lock.acquire(timeout=0.5)
        if not got:
            raise TimeoutError
        try:
            self._set(name, password)  # expect: LCK003 via _set -> generate_password_hash
        finally:
            self._lock.release()

    def _set(self, name, password):
        self._hashes[name] = generate_password_hash(password)
