# corpus: strict not checked
import threading
from abc import ABC, abstractmethod

import bcrypt
from argon2 import PasswordHasher


class Guarded(ABC):
    def __init__(self) -> None:
        self._gate = threading.Lock()
        self._hasher = PasswordHasher()
        self._names: dict[str, str] = {}

    def digest(self, password: str) -> str:
        return self._hasher.hash(password)

    @abstractmethod
    def add(self, name: str, password: str) -> None: ...


class Users(Guarded):
    def add(self, name: str, password: str) -> None:
        with self._gate:
            self._names[name] = self.digest(password)  # expect: LCK003 via digest -> hash

    def add_outside(self, name: str, password: str) -> None:
        digest = self.digest(password)
        with self._gate:
            self._names[name] = digest


class Staff(Users):
    def digest(self, password: str) -> str:
        return "staff:" + super().digest(password)

    def promote(self, name: str, password: str) -> None:
        with self._gate:
            self._names[name] = super().digest(password)  # expect: LCK003 via digest -> hash


class Legacy(Guarded):
    def add(self, name: str, password: str) -> None:
        with self._gate:
            self._names[name] = self._old(password.encode())  # expect: LCK003 via _old -> bcrypt.hashpw

    @staticmethod
    def _old(password: bytes) -> str:
        return bcrypt.hashpw(password, b"$2b$12$0000").decode()
