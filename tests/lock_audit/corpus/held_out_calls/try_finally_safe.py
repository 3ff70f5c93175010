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
        finally:
            self._lock.release()
        if stored is None:
            return False
        return check_password_hash(stored, password)

    def set(self, name, password):
        hashed = generate_password_hash(password)
        if not self._lock.acquire(timeout=0.5):
            # could not take it: hashing something here is harmless
            return generate_password_hash("dummy") != hashed
        try:
            self._hashes[name] = hashed
        finally:
            self._lock.release()
        return True
