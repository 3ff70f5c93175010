# corpus: strict not checked
"""sha256, hmac, secrets and names of the slow libraries: nothing slow."""

import hashlib
import hmac
import secrets
import threading

import bcrypt
import jwt

_lock = threading.Lock()
_keys: dict[str, bytes] = {}
_failures: dict[type[Exception], int] = {}


def new_key(name: str) -> str:
    with _lock:
        token = secrets.token_urlsafe(32)
        _keys[name] = hashlib.sha256(token.encode()).digest()
        return token


def check(name: str, token: str) -> bool:
    with _lock:
        digest = hashlib.new("sha256", token.encode()).digest()
        return hmac.compare_digest(_keys.get(name, b""), digest)


def sign(name: str, text: bytes) -> str:
    with _lock:
        return hmac.new(_keys[name], text, hashlib.blake2b).hexdigest()


def count(error: jwt.PyJWTError) -> None:
    with _lock:
        kind = jwt.ExpiredSignatureError if isinstance(error, jwt.ExpiredSignatureError) else jwt.PyJWTError
        _failures[kind] = _failures.get(kind, 0) + 1


def describe() -> str:
    with _lock:
        return f"{len(_keys)} keys, bcrypt {bcrypt.__version__}"
