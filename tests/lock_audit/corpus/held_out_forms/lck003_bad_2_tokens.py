# corpus: strict not checked
"""Tokens: sections made by a decorator, by partial, by a lambda and by hand."""
import functools
import hashlib
import threading

import jwt as pyjwt
from locks import with_storage
from werkzeug.security import check_password_hash
from werkzeug.security import generate_password_hash as make_hash

KEY = "not-a-secret"
_token_lock = threading.Lock()
_issued: dict[str, str] = {}
_keys: dict[bytes, bytes] = {}


def synchronized(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        with _token_lock:
            return fn(*args, **kwargs)

    return wrapper


@synchronized
def issue(user: str) -> str:
    token = pyjwt.encode({"sub": user}, KEY, algorithm="HS256")  # expect: LCK003
    _issued[user] = token
    return token


@synchronized
def revoke(user: str) -> None:
    _issued.pop(user, None)


def owner(token: str) -> str:
    return pyjwt.decode(token, KEY, algorithms=["HS256"])["sub"]


@synchronized
def revoke_token(token: str) -> None:
    _issued.pop(owner(token), None)  # expect: LCK003 via owner -> decode


def _remember(password: str, storage) -> None:
    storage.digest = make_hash(password)  # expect: LCK003


def register(storage, password: str) -> None:
    with_storage(storage, "register", functools.partial(_remember, password))


def login(storage, password: str) -> bool:
    return with_storage(storage, "login", lambda s: check_password_hash(s.digest, password))  # expect: LCK003


def derive(password: bytes, salt: bytes) -> bytes:
    if not _token_lock.acquire(timeout=0.2):
        return hashlib.scrypt(password, salt=salt, n=2**14, r=8, p=1)
    try:
        key = hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)  # expect: LCK003
        _keys[salt] = key
        return key
    finally:
        _token_lock.release()
