# corpus: strict not checked
import threading
from dataclasses import dataclass, field

from .hashing import BcryptHasher, Hasher, PlainHasher


@dataclass
class Accounts:
    hasher: BcryptHasher
    lock: threading.Lock = field(default_factory=threading.Lock)
    digests: dict[str, bytes] = field(default_factory=dict)

    def login(self, name: str, password: bytes) -> bool:
        with self.lock:
            return self.hasher.check(password, self.digests[name])  # expect: LCK003 via check -> bcrypt.checkpw


class Tests:
    def __init__(self, plain: PlainHasher) -> None:
        self._plain = plain
        self._lock = threading.Lock()

    def login(self, password: bytes) -> bool:
        with self._lock:
            return self._plain.check(password, b"secret")


class Made:
    def __init__(self) -> None:
        self._hasher: Hasher = BcryptHasher(12)
        self._lock = threading.Lock()
        self._rounds = 0

    def login(self, password: bytes, digest: bytes) -> bool:
        with self._lock:
            self._rounds = 12
            return self._hasher.check(password, digest)  # expect: LCK003 via check -> bcrypt.checkpw


def login(accounts: Accounts, name: str, password: bytes) -> bool:
    with accounts.lock:
        digest = accounts.digests.get(name, b"")
    hasher = accounts.hasher
    return hasher.check(password, digest)
