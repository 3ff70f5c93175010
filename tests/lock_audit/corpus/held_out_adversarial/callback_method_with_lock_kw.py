# corpus: strict not checked
import hashlib
import time


def _rehash(s) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", s.pw, b"salt", 1000)  # expect: LCK003


def _label(s) -> str:
    return hashlib.sha256(s.pw).hexdigest()


class Users:
    def __init__(self, store) -> None:
        self.store = store

    def upgrade(self) -> bytes:
        return self.store.with_lock(fn=_rehash)

    def label(self) -> str:
        time.sleep(0)
        return self.store.with_lock(fn=_label)
