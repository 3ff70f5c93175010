# corpus: strict not checked
"""Looks at passwords and tokens, hashes and signs nothing slow."""

import base64
import hashlib
import json
import re
import secrets
import threading

_lock = threading.RLock()
_common: set[str] = {"123456", "password"}
_revoked: dict[str, float] = {}
_salts: dict[str, bytes] = {}
_DIGIT = re.compile(r"\d")


def is_acceptable(password: str) -> bool:
    with _lock:
        return password not in _common and bool(_DIGIT.search(password)) and len(password) >= 12


def is_leaked(password: str, prefixes: set[str]) -> bool:
    with _lock:
        return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest()[:5] in prefixes


def salt(name: str) -> bytes:
    with _lock:
        return _salts.setdefault(name, secrets.token_bytes(16))


def revoke(token: str, until: float) -> None:
    claims = token.split(".")[1]
    with _lock:
        payload = json.loads(base64.urlsafe_b64decode(claims + "=="))
        _revoked[payload["jti"]] = until


def sweep(now: float) -> int:
    with _lock:
        old = [jti for jti, until in _revoked.items() if until < now]
        for jti in old:
            del _revoked[jti]
        return len(old)
