# corpus: strict not checked
import hashlib
import threading


def _sha(data, salt):
    return hashlib.sha256(salt + data).digest()


def _scrypt(data, salt):
    return hashlib.scrypt(data, salt=salt, n=2**14, r=8, p=1)


SCHEMES = {"scrypt": _scrypt}
CHEAP = {"sha": _sha}

_lock = threading.Lock()
_cache = {}


def fingerprint(kind, data, salt):
    with _lock:
        if data in _cache:
            return _cache[data]
        value = SCHEMES[kind](data, salt)  # expect: LCK003
        _cache[data] = value
        return value


def quick(kind, data, salt):
    with _lock:
        value = CHEAP[kind](data, salt)
        _cache[data] = value
        return value
