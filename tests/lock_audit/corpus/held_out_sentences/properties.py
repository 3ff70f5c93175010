# corpus: strict not checked
import functools
import threading
import time

import bcrypt

_lock = threading.Lock()


class User:
    def __init__(self, raw):
        self.raw = raw

    @property
    def digest(self):
        return bcrypt.hashpw(self.raw, b"s")

    @functools.cached_property
    def slow(self):
        time.sleep(1)
        return 1

    @property
    def name(self):
        return "n"

    def verify(self, raw):
        return bcrypt.checkpw(raw, b"h")

    def __call__(self, raw):
        return bcrypt.checkpw(raw, b"h")


def use(u: User, raw):
    with _lock:
        a = u.digest  # expect: LCK003
        b = u.slow  # expect: LCK006
        c = u.name
        later = u.verify
        d = u(raw)  # expect: LCK003
    return a, b, c, d, later(raw), u.digest
