from __future__ import annotations

import threading
import time
import uuid
from typing import Any

import jwt

from .keys import KeyRing


class InvalidToken(Exception):
    pass


class Issuer:
    algorithm = "HS256"

    def __init__(self, ring: KeyRing, ttl: int = 600) -> None:
        self._ring = ring
        self._ttl = ttl
        self._revoked_lock = threading.Lock()
        self._revoked: dict[str, float] = {}

    def issue(self, subject: str, **claims: Any) -> str:
        key = self._ring.current()
        now = int(time.time())
        payload = dict(claims, sub=subject, iat=now, exp=now + self._ttl, jti=uuid.uuid4().hex)
        return jwt.encode(payload, key.secret, algorithm=self.algorithm, headers={"kid": key.kid})

    def verify(self, token: str) -> dict[str, Any]:
        kid = jwt.get_unverified_header(token).get("kid", "")
        key = self._ring.find(kid)
        if key is None:
            raise InvalidToken("unknown key")
        try:
            payload = jwt.decode(token, key.secret, algorithms=[self.algorithm])
        except jwt.PyJWTError as exc:
            raise InvalidToken(str(exc)) from exc
        with self._revoked_lock:
            if payload["jti"] in self._revoked:
                raise InvalidToken("revoked")
        return payload

    def revoke(self, token: str) -> None:
        payload = self.verify(token)
        now = time.time()
        with self._revoked_lock:
            self._revoked[payload["jti"]] = payload["exp"]
            self._revoked = {jti: exp for jti, exp in self._revoked.items() if exp > now}
