# corpus: strict not checked
"""Static methods and class methods called by the name of their class."""
import threading

import bcrypt

_lock = threading.Lock()
_digests: dict[str, bytes] = {}


class Passwords:
    rounds = 12

    @staticmethod
    def matches(password: bytes, digest: bytes) -> bool:
        return bcrypt.checkpw(password, digest)

    @classmethod
    def digest(cls, password: bytes) -> bytes:
        return bcrypt.hashpw(password, bcrypt.gensalt(cls.rounds))

    @staticmethod
    def acceptable(password: bytes) -> bool:
        return len(password) >= 12


def change(user: str, old: bytes, new: bytes) -> bool:
    with _lock:
        if not Passwords.acceptable(new):
            return False
        if not Passwords.matches(old, _digests[user]):  # expect: LCK003 via matches -> bcrypt.checkpw
            return False
        _digests[user] = Passwords.digest(new)  # expect: LCK003
        return True


def change_outside(user: str, new: bytes) -> None:
    digest = Passwords.digest(new)
    with _lock:
        if Passwords.acceptable(new):
            _digests[user] = digest
