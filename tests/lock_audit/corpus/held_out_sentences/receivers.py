# corpus: strict not checked
import threading
import time

import bcrypt

_lock = threading.Lock()
_names = {}


class Vault:
    def reseal(self, raw):
        return bcrypt.hashpw(raw, b"salt")

    def pop(self, key, default=None):
        time.sleep(1)
        return default


class Slow:
    def rotate(self):
        time.sleep(1)


class Quick:
    def rotate(self):
        return 1


def only_one(thing, raw):
    with _lock:
        return thing.reseal(raw)  # expect: LCK003 via reseal -> hashpw


def two_classes(thing):
    with _lock:
        return thing.rotate()


def typed(slow: Slow, quick: Quick):
    with _lock:
        quick.rotate()
        slow.rotate()  # expect: LCK006 via rotate -> sleep
        _names.pop("a", None)
