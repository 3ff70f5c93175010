# corpus: strict not checked
import sqlite3
import threading


class Wallet:
    def __init__(self, conn: sqlite3.Connection, owner: str):
        self._conn = conn
        self._owner = owner
        self._known = 0

    def refresh(self) -> None:
        self._known = self._conn.execute("SELECT SUM(amount) FROM moves").fetchone()[0]

    @property
    def balance(self) -> int:
        return self._known

    @balance.setter
    def balance(self, value: int) -> None:
        self._known = value

    @property
    def rows_changed(self) -> int:
        return self._conn.total_changes


class Till:
    def __init__(self, wallet: Wallet):
        self._lock = threading.Lock()
        self._wallet = wallet
        self._reserved = 0

    def reserve(self, amount: int) -> bool:
        self._wallet.refresh()
        with self._lock:
            if self._wallet.balance - self._reserved < amount:
                return False
            self._reserved += amount
            self._wallet.balance = self._wallet.balance - amount
            return True

    def changed(self) -> int:
        with self._lock:
            return self._wallet.rows_changed
