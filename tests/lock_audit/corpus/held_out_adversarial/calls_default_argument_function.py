# corpus: strict not checked
import threading
import bcrypt

_lock = threading.Lock()
_users: dict[str, bytes] = {}


def _hash(pw: bytes) -> bytes:
    return bcrypt.hashpw(pw, bcrypt.gensalt())


def _plain(pw: bytes) -> bytes:
    return pw[::-1]


def add(name: str, pw: bytes, hasher=_hash) -> None:
    with _lock:
        _users[name] = hasher(pw)  # expect: LCK003


def add_plain(name: str, pw: bytes, hasher=_plain) -> None:
    with _lock:
        _users[name] = hasher(pw)
