# corpus: strict not checked
from __future__ import annotations

from threading import RLock


class Scoreboard:
    NO_LIMIT = -1
    WAIT_SECONDS = 2

    def __init__(self) -> None:
        self._lock = RLock()
        self._points: dict[str, int] = {}

    def award(self, player: str, points: int) -> int:
        self._lock.acquire(True, self.NO_LIMIT)  # expect: LCK001
        try:
            total = self._points.get(player, 0) + points
            self._points[player] = total
            return total
        finally:
            self._lock.release()

    def drop(self, player: str) -> bool:
        if self._lock.acquire(True, self.WAIT_SECONDS):
            try:
                return self._points.pop(player, None) is not None
            finally:
                self._lock.release()
        return False
