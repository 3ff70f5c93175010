# corpus: strict not checked
"""Names that sound slow or sound like locks, and are neither."""
from __future__ import annotations

import hashlib
import hmac
import io
import os.path
import threading
import urllib.parse
import urllib.request
from dataclasses import dataclass

from psycopg_pool import ConnectionPool


@dataclass
class MoveCommand:
    source: str
    target: str

    def execute(self, board: dict[str, str]) -> None:
        board[self.target] = board.pop(self.source)


class Lease:
    """A cooperative lease; `acquire` only flips a flag."""

    def __init__(self) -> None:
        self.held = False

    def acquire(self) -> bool:
        was, self.held = self.held, True
        return not was

    def release(self) -> None:
        self.held = False


class Board:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._guard = threading.Lock()
        self._board: dict[str, str] = {}
        self._parts: list[str] = []

    def move(self, command: MoveCommand) -> None:
        with self._guard:
            command.execute(self._board)

    def lookup(self, requests: dict[str, str], key: str) -> str | None:
        with self._guard:
            found = requests.get(key)
            requests.pop(key, None)
            return found

    def claim(self, lease: Lease) -> bool:
        with self._guard:
            taken = lease.acquire()
            if taken and not self._board:
                lease.release()
            return taken

    def report(self, base: str) -> str:
        with self._guard:
            out = io.StringIO()
            out.write(", ".join(sorted(self._parts)))
            url = urllib.parse.urljoin(base, urllib.parse.quote(out.getvalue()))
            request = urllib.request.Request(url, method="POST")
            return os.path.join("/reports", request.full_url)

    def sign(self, key: bytes, text: str) -> bool:
        with self._guard:
            digest = hashlib.sha256(text.encode()).digest()
            mac = hmac.new(key, digest, hashlib.sha256).digest()
            return hmac.compare_digest(mac, digest)

    def health(self) -> dict[str, int]:
        with self._guard:
            stats = self._pool.get_stats()
            return {"size": stats["pool_size"], "parts": len(self._parts), "max": self._pool.max_size}
