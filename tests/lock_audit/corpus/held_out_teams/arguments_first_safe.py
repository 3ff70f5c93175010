# corpus: strict not checked
"""Arguments and defaults are evaluated before the helper takes the lock."""
from __future__ import annotations

import hmac
import secrets
from functools import partial

import bcrypt
import jwt
import requests

from services.locks import with_lock, with_storage, with_storage_traced

KEY = "change-me"


def _put_digest(name: str, digest: bytes, storage) -> None:
    storage.digests[name] = digest


def _put_token(name: str, token: str, storage) -> int:
    storage.tokens[name] = token
    return len(storage.tokens)


def register(storage, name: str, password: bytes) -> None:
    with_storage(storage, "register", partial(_put_digest, name, bcrypt.hashpw(password, bcrypt.gensalt())))


def issue(storage, name: str) -> int:
    return with_storage(
        storage,
        "issue",
        partial(_put_token, name, jwt.encode({"sub": name}, KEY, algorithm="HS256")),
    )


def mirror(storage, url: str) -> None:
    def _replace(s, fresh=requests.get(url, timeout=2).json()):
        s.tokens.clear()
        s.tokens.update(fresh)

    with_storage_traced(storage, "mirror", _replace)


def rename(storage, old: str, new: str, password: bytes, digest: bytes) -> bool:
    if not bcrypt.checkpw(password, digest):
        return False
    with_storage(storage, "rename", lambda s, d=bcrypt.hashpw(password, digest): s.digests.__setitem__(new, d))
    return True


def nonce(lock, cache: dict, name: str) -> str:
    value = secrets.token_hex(16)

    def _note() -> str:
        cache[name] = hmac.new(KEY.encode(), value.encode(), "sha256").hexdigest()
        return value

    return with_lock(lock, "nonce", _note)


def login(storage, name: str, password: bytes) -> str | None:
    digest = with_storage(storage, "login", lambda s: s.digests.get(name))
    if digest is None or not bcrypt.checkpw(password, digest):
        return None
    token = jwt.encode({"sub": name}, KEY, algorithm="HS256")
    with_storage(storage, "token", partial(_put_token, name, token))
    return token
