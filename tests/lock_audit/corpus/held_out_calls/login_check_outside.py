# corpus: strict not checked
"""Login service: the digest is read under the lock, the check runs after it."""
import threading

import bcrypt


class LoginService:
    def __init__(self):
        self._lock = threading.Lock()
        self._digests = {}
        self._failures = {}

    def login(self, name, password):
        with self._lock:
            digest = self._digests.get(name)
            blocked = self._failures.get(name, 0) > 10
        if digest is None or blocked:
            return False
        ok = self._matches(digest, password)
        with self._lock:
            if ok:
                self._failures.pop(name, None)
            else:
                self._failures[name] = self._failures.get(name, 0) + 1
        return ok

    def set_password(self, name, password, salt):
        fresh = bcrypt.hashpw(password.encode(), salt)
        with self._lock:
            self._digests[name] = fresh

    @staticmethod
    def _matches(digest, password):
        return bcrypt.checkpw(password.encode(), digest)
