# corpus: strict not checked
from __future__ import annotations

import threading

from . import log as obs_log
from .log import alerts, audit, note, plain, queued, record, shipping, stderr


class Accounts:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._balance: dict[str, int] = {}

    def credit(self, name: str, cents: int) -> int:
        with self._lock:
            self._balance[name] = self._balance.get(name, 0) + cents
            audit.info("credit %s %d", name, cents)  # expect: LCK006
            return self._balance[name]

    def debit(self, name: str, cents: int) -> int:
        with self._lock:
            left = self._balance.get(name, 0) - cents
            if left < 0:
                alerts.error("overdraft %s", name)  # expect: LCK006
            self._balance[name] = left
            record(name, "debit")  # expect: LCK006 via record -> audit.info
        return left

    def close(self, name: str) -> None:
        with self._lock:
            self._balance.pop(name, None)
            self._trace(name)  # expect: LCK006 via _trace -> record -> audit.info
            shipping.warning("closed %s", name)  # expect: LCK006

    def _trace(self, name: str) -> None:
        obs_log.record(name, "close")

    def open_(self, name: str) -> None:
        with self._lock:
            self._balance[name] = 0
            plain.info("opened %s", name)
            stderr.warning("opened %s", name)
            queued.info("opened %s", name)
            note(name, "open")
        audit.info("opened %s", name)
        record(name, "open")

    def total(self) -> int:
        with self._lock:
            total = sum(self._balance.values())
        alerts.debug("total %d", total)
        return total
