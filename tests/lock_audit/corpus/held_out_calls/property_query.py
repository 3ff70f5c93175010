# corpus: strict not checked
import sqlite3
import threading


class Wallet:
    def __init__(self, conn: sqlite3.Connection, owner: str):
        self._conn = conn
        self._owner = owner
        self._cached = None

    @property
    def balance(self) -> int:
        return self._conn.execute(
            "SELECT SUM(amount) FROM moves WHERE owner = ?", (self._owner,)
        ).fetchone()[0]

    @property
    def owner(self) -> str:
        return self._owner


class Till:
    def __init__(self, wallet: Wallet):
        self._lock = threading.Lock()
        self._wallet = wallet
        self._reserved = 0

    def reserve(self, amount: int) -> bool:
        with self._lock:
            if self._wallet.balance - self._reserved < amount:  # expect: LCK004 via balance -> execute
                return False
            self._reserved += amount
            return True

    def who(self) -> str:
        with self._lock:
            return f"{self._wallet.owner}:{self._reserved}"
