from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from .calculator import Calculator


class Refresher:
    def __init__(self, calc: Calculator) -> None:
        self._calc = calc
        self._pool = ThreadPoolExecutor(max_workers=2)
        self._lock = threading.Lock()
        self._pending: set[str] = set()

    def schedule(self, symbol: str) -> bool:
        with self._lock:
            if symbol in self._pending:
                return False
            self._pending.add(symbol)
            self._pool.submit(self._refresh, symbol)
            return True

    def _refresh(self, symbol: str) -> None:
        self._calc.blend(symbol)
        with self._lock:
            self._pending.discard(symbol)

    def schedule_now(self, symbol: str) -> None:
        with threading.Lock():  # expect: LCK010
            self._pending.add(symbol)
        self._refresh(symbol)
