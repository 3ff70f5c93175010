from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SigningKey:
    secret: str
    kid: str = field(default_factory=lambda: secrets.token_hex(4))
    created: float = field(default_factory=time.time)


class KeyRing:
    """The newest key signs, the older ones still verify until they retire."""

    def __init__(self, lifetime: float = 3600.0, overlap: float = 900.0) -> None:
        self._lifetime = lifetime
        self._overlap = overlap
        self._lock = threading.Lock()
        self._keys: dict[str, SigningKey] = {}
        self._current: str | None = None

    def _install_locked(self, key: SigningKey) -> None:
        self._keys[key.kid] = key
        self._current = key.kid
        limit = time.time() - self._lifetime - self._overlap
        for kid in [k for k, old in self._keys.items() if old.created < limit]:
            del self._keys[kid]

    def rotate(self) -> str:
        key = SigningKey(secrets.token_urlsafe(48))
        with self._lock:
            self._install_locked(key)
        return key.kid

    def current(self) -> SigningKey:
        with self._lock:
            key = self._keys.get(self._current) if self._current else None
            if key is None or time.time() - key.created > self._lifetime:
                key = SigningKey(secrets.token_urlsafe(48))
                self._install_locked(key)
            return key

    def find(self, kid: str) -> SigningKey | None:
        with self._lock:
            return self._keys.get(kid)

    def kids(self) -> frozenset[str]:
        with self._lock:
            return frozenset(self._keys)
