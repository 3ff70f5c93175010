from __future__ import annotations

import abc
import threading

import argon2
import jwt


class Backend(abc.ABC):
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users: dict[str, str] = {}

    @abc.abstractmethod
    def matches(self, digest: str, password: str) -> bool:
        ...

    def add(self, name: str, digest: str) -> None:
        with self._lock:
            self._users[name] = digest

    def known(self, name: str) -> bool:
        with self._lock:
            return name in self._users


class ArgonBackend(Backend):
    def __init__(self) -> None:
        super().__init__()
        self._hasher = argon2.PasswordHasher()

    def matches(self, digest: str, password: str) -> bool:
        return self._hasher.verify(digest, password)

    def login(self, name: str, password: str) -> bool:
        with self._lock:
            digest = self._users.get(name)
            return digest is not None and self.matches(digest, password)  # expect: LCK003 via matches -> verify

    def login_fast(self, name: str, password: str) -> bool:
        with self._lock:
            digest = self._users.get(name)
        return digest is not None and self.matches(digest, password)


class Tokens:
    def __init__(self, backend: ArgonBackend) -> None:
        self.backend = backend
        self.lock = threading.RLock()
        self._keys = ["first"]

    def _sign(self, payload: dict, key: str) -> str:
        return jwt.encode(payload, key, algorithm="HS256")

    def issue(self, name: str) -> str:
        with self.lock:
            key = self._keys[-1]
        return self._sign({"sub": name}, key)

    def issue_locked(self, name: str) -> str:
        with self.lock:
            return self._sign({"sub": name}, self._keys[-1])  # expect: LCK003 via _sign -> encode

    def check(self, token: str) -> dict | None:
        with self.lock:
            for key in reversed(self._keys):
                try:
                    return jwt.decode(token, key, algorithms=["HS256"])  # expect: LCK003
                except jwt.PyJWTError:
                    continue
        return None

    def issue_known(self, name: str) -> bool:
        with self.lock:
            return self.backend.known(name)  # expect: LCK007

    def rotate(self, key: str) -> int:
        with self.lock:
            self._keys.append(key)
            return len(self._keys)
