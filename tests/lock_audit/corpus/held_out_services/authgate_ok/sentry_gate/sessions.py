from __future__ import annotations

import hashlib
import secrets
import threading
import time

import jwt


class Sessions:
    def __init__(self, key: str, ttl: float = 3600.0) -> None:
        self._key = key
        self._ttl = ttl
        self._lock = threading.Lock()
        self._live: dict[str, float] = {}

    def start(self, name: str) -> str:
        sid = secrets.token_urlsafe(16)
        token = jwt.encode({"sub": name, "sid": sid}, self._key, algorithm="HS256")
        with self._lock:
            self._live[self._digest(sid)] = time.monotonic() + self._ttl
        return token

    def check(self, token: str) -> str | None:
        claims = jwt.decode(token, self._key, algorithms=["HS256"])
        with self._lock:
            until = self._live.get(self._digest(claims["sid"]))
            if until is None or until < time.monotonic():
                return None
        return claims["sub"]

    def sweep(self) -> int:
        now = time.monotonic()
        with self._lock:
            dead = [sid for sid, until in self._live.items() if until < now]
            for sid in dead:
                del self._live[sid]
        return len(dead)

    @staticmethod
    def _digest(sid: str) -> str:
        return hashlib.sha256(sid.encode()).hexdigest()
