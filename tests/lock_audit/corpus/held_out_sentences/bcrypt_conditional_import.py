# corpus: strict not checked
import threading

try:
    import bcrypt as bc
    from bcrypt import checkpw as same
except ImportError:
    bc = None
    same = None

_lock = threading.Lock()
_hashes = {}


def check(name, raw):
    with _lock:
        stored = _hashes.get(name, b"")
        ok = same(raw, stored)  # expect: LCK003
    return ok and same(raw, stored)


def store(name, raw, salt):
    digest = bc.hashpw(raw, salt)
    with _lock:
        _hashes[name] = digest


def store_slow(name, raw, salt):
    with _lock:
        _hashes[name] = bc.hashpw(raw, salt)  # expect: LCK003
