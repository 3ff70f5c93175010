# corpus: strict not checked
"""A parameter whose default is a function calls that function unless told otherwise."""
import threading
import time

import bcrypt

_lock = threading.Lock()
_seen: dict[str, bool] = {}


def _matches(password: bytes, digest: bytes) -> bool:
    return bcrypt.checkpw(password, digest)


def _equal(left: bytes, right: bytes) -> bool:
    return left == right


def _admit(name: str, password: bytes, digest: bytes, check=_matches) -> bool:
    return name in _seen or check(password, digest)


def _admit_plainly(name: str, password: bytes, digest: bytes, check=_equal) -> bool:
    return name in _seen or check(password, digest)


def enter(name: str, password: bytes, digest: bytes) -> bool:
    with _lock:
        _seen[name] = _admit(name, password, digest)  # expect: LCK003
        return _seen[name]


def enter_plainly(name: str, password: bytes, digest: bytes) -> bool:
    with _lock:
        _seen[name] = _admit_plainly(name, password, digest)
        return _seen[name]


def settle(name: str, pause=time.sleep) -> None:
    with _lock:
        _seen[name] = True
    pause(0.1)
