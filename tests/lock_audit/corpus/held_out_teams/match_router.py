# corpus: strict not checked
"""Command router for the admin socket."""
from __future__ import annotations

import hashlib
import threading
import time

import httpx


class RouterBusy(RuntimeError):
    pass


class CommandRouter:
    def __init__(self, salt: bytes) -> None:
        self._lock = threading.Lock()
        self._salt = salt
        self._state: dict[str, str] = {}
        self._digests: set[bytes] = set()

    def handle(self, command: dict):
        if not self._lock.acquire(timeout=1.0):
            raise RouterBusy()
        try:
            match command:
                case {"op": "set", "key": str(key), "value": str(value)}:
                    self._state[key] = value
                case {"op": "get", "key": str(key)}:
                    return self._state.get(key)
                case {"op": "mirror", "url": str(url)}:
                    self._mirror(url)  # expect: LCK005 via _mirror -> post
                case {"op": "pause", "seconds": seconds}:
                    time.sleep(seconds)  # expect: LCK006
                case {"op": "dump"}:
                    return self._state  # expect: LCK009
                case _:
                    raise ValueError("unknown command")
        except KeyError:
            return None
        else:
            return True
        finally:
            self._lock.release()

    def admit(self, secret: str) -> bool:
        with self._lock:
            if (digest := self._digest(secret)) in self._digests:  # expect: LCK003 via _digest -> pbkdf2_hmac
                return True
            self._digests.add(digest)
            return False

    def admit_outside(self, secret: str) -> bool:
        if (digest := self._digest(secret)) is None:
            return False
        with self._lock:
            if (known := digest in self._digests) is False:
                self._digests.add(digest)
            return known

    def _digest(self, secret: str) -> bytes:
        return hashlib.pbkdf2_hmac("sha256", secret.encode(), self._salt, 200_000)

    def _mirror(self, url: str) -> None:
        httpx.post(url, json=dict(self._state), timeout=2.0)
