# corpus: strict not checked
"""Cache keys and webhook signatures use cheap digests: fine under a lock."""
from __future__ import annotations

import hashlib
import hmac
import secrets
import threading


class WebhookRegistry:
    def __init__(self, key: bytes) -> None:
        self._key = key
        self._mutex = threading.Lock()
        self._seen: set[str] = set()
        self._nonces: dict[str, str] = {}

    def accept(self, body: bytes, signature: str) -> bool:
        with self._mutex:
            digest = hashlib.sha256(body).hexdigest()
            if digest in self._seen:
                return False
            good = hmac.compare_digest(self._sign(body), signature)
            if good:
                self._seen.add(digest)
            return good

    def nonce(self, client: str) -> str:
        with self._mutex:
            value = secrets.token_urlsafe(16)
            self._nonces[client] = value
            return value

    def _sign(self, body: bytes) -> str:
        return hmac.new(self._key, body, hashlib.sha256).hexdigest()
