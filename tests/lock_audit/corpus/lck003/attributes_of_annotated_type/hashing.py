# corpus: strict not checked
from typing import Protocol

import bcrypt


class Hasher(Protocol):
    def check(self, password: bytes, digest: bytes) -> bool: ...


class BcryptHasher:
    def __init__(self, rounds: int) -> None:
        self.rounds = rounds

    def check(self, password: bytes, digest: bytes) -> bool:
        return bcrypt.checkpw(password, digest)


class PlainHasher:
    def check(self, password: bytes, digest: bytes) -> bool:
        return password == digest
