from __future__ import annotations

import threading
import time

import jwt

from .sync import synchronized, with_lock


class TokenMint:
    def __init__(self, key: str) -> None:
        self._key = key
        self._lock = threading.Lock()
        self._issued: dict[str, float] = {}
        self._revoked: set[str] = set()

    def _encode(self, name: str) -> str:
        return jwt.encode({"sub": name, "iat": int(time.time())}, self._key, algorithm="HS256")

    @synchronized
    def issue(self, name: str) -> str:
        token = self._encode(name)  # expect: LCK003 via _encode -> encode
        self._issued[token] = time.time()
        return token

    @synchronized
    def revoke(self, token: str) -> None:
        self._issued.pop(token, None)
        self._revoked.add(token)

    @synchronized
    def rotate(self, token: str, name: str) -> None:
        self.revoke(token)  # expect: LCK007
        self._issued[name] = time.time()

    def check(self, token: str) -> dict | None:
        claims = jwt.decode(token, self._key, algorithms=["HS256"])
        dead = with_lock(self._lock, lambda: token in self._revoked)
        return None if dead else claims

    def check_inside(self, token: str) -> dict | None:
        def _inside() -> dict | None:
            if token in self._revoked:
                return None
            return jwt.decode(token, self._key, algorithms=["HS256"])  # expect: LCK003 via decode

        return with_lock(self._lock, _inside)

    @synchronized
    def count(self) -> int:
        return len(self._issued)
