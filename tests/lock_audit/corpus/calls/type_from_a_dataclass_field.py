# corpus: strict not checked
"""What an attribute is, its dataclass field says: a pool, a hasher, a lock."""
import threading
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from psycopg_pool import ConnectionPool


@dataclass
class Accounts:
    pool: ConnectionPool
    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    lock: threading.Lock = field(default_factory=threading.Lock)
    digests: dict[str, str] = field(default_factory=dict)

    def verify(self, name: str, password: str) -> bool:
        with self.lock:
            return self.hasher.verify(self.digests[name], password)  # expect: LCK003

    def load(self, name: str) -> None:
        with self.lock:
            with self.pool.connection(timeout=1.0) as conn:  # expect: LCK004
                row = conn.execute("SELECT digest FROM accounts WHERE name = %s", (name,))  # expect: LCK004
            self.digests[name] = str(row)

    def known(self, name: str) -> bool:
        with self.lock:
            return name in self.digests

    def verify_outside(self, name: str, password: str) -> bool:
        with self.lock:
            digest = self.digests[name]
        return self.hasher.verify(digest, password)
