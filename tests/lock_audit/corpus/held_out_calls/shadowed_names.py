# corpus: strict not checked
"""Local names hide the modules of the same name."""
import threading

import bcrypt as _real_bcrypt


class _Plain:
    def checkpw(self, a, b):
        return a == b

    def encode(self, value):
        return value.upper()


class Quiz:
    def __init__(self):
        self._lock = threading.Lock()
        self._answers = {}

    def answer(self, key, text):
        bcrypt = _Plain()
        with self._lock:
            return bcrypt.checkpw(self._answers.get(key), text)

    def label(self, key):
        jwt = _Plain()
        with self._lock:
            return jwt.encode(self._answers[key])

    def admin(self, password, digest):
        if not _real_bcrypt.checkpw(password, digest):
            return 0
        with self._lock:
            return len(self._answers)
