# corpus: strict not checked
import sqlite3
import threading


class Coupons:
    def __init__(self, conn: sqlite3.Connection):
        self.conn = conn
        self.lock = threading.Lock()
        self.used = set()

    def redeem(self, code: str) -> bool:
        if not self.lock.acquire(timeout=0.3):
            return False
        try:
            if code in self.used:
                return False
            self.used.add(code)
        finally:
            self.lock.release()
        self.conn.execute("INSERT INTO used VALUES (?)", (code,))
        self.conn.commit()
        return True

    def try_redeem(self, code: str) -> str:
        with self.lock:
            known = code in self.used
            size = len(self.used)
        if known:
            self.conn.execute("INSERT INTO misuse VALUES (?)", (code,))
            return "used"
        if size > 1000:
            return str(self.conn.execute("SELECT COUNT(*) FROM used").fetchone()[0])
        return "free"
