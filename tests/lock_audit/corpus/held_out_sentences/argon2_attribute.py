# corpus: strict not checked
from threading import Lock

import argon2


class Vault:
    hasher = argon2.PasswordHasher()

    def __init__(self):
        self._lock = Lock()
        self._ph = argon2.PasswordHasher()
        self._stored = {}

    def verify(self, name, raw):
        with self._lock:
            return self._ph.verify(self._stored[name], raw)  # expect: LCK003

    def verify_outside(self, name, raw):
        with self._lock:
            stored = self._stored[name]
        return self._ph.verify(stored, raw)

    def rehash(self, name, raw):
        with self._lock:
            self._stored[name] = self.hasher.hash(raw)  # expect: LCK003

    def key(self, name):
        with self._lock:
            return hash(name)
