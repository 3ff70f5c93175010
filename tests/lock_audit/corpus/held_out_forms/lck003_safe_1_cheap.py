# corpus: strict not checked
"""Cheap digests under the lock, expensive ones before it."""
import functools
import hashlib
import hmac
import secrets
import threading
from functools import partial

import bcrypt
from locks import with_lock, with_storage
from werkzeug.security import generate_password_hash

KEY = b"not-a-secret"
_seen_lock = threading.Lock()
_seen: set[bytes] = set()
_digests: dict[str, bytes] = {}


class Registry:
    """A method called verify that looks into a set."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def verify(self, name: str) -> bool:
        return name in self._known

    def hash(self) -> int:
        return len(self._known)


_registry = Registry()


def synchronized(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        with _seen_lock:
            return fn(*args, **kwargs)

    return wrapper


def remember(jwt: str) -> bytes:
    with _seen_lock:
        raw = jwt.encode("ascii")
        _seen.add(hashlib.sha256(raw).digest())
        return raw


def ticket(user: str) -> str:
    with _seen_lock:
        nonce = secrets.token_urlsafe(16)
        mac = hmac.new(KEY, f"{user}:{nonce}".encode(), "sha256").digest()
        _seen.add(mac)
        return nonce


def is_known(mac: bytes) -> bool:
    with _seen_lock:
        return any(hmac.compare_digest(mac, other) for other in _seen)


def registered(name: str) -> bool:
    with _seen_lock:
        return _registry.verify(name) and _registry.hash() > 0


def set_password(storage, password: str) -> None:
    with_storage(storage, "set", lambda s, digest=generate_password_hash(password): s.set_digest(digest))


def _put(name: str, digest: bytes) -> None:
    _digests[name] = digest


def put(name: str, password: bytes, salt: bytes) -> None:
    with_lock(_seen_lock, partial(_put, name, bcrypt.hashpw(password, salt)))


@synchronized
def _put_synchronized(name: str, digest: bytes) -> None:
    _digests[name] = digest


def put_synchronized(name: str, password: bytes, salt: bytes) -> None:
    _put_synchronized(name, bcrypt.hashpw(password, salt))
