"""Leases are rows in a table of hosts, nothing to do with thread locks."""
from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass
class Lease:
    host: str
    until: float = 0.0

    def acquire(self) -> bool:
        if self.until > time.monotonic():
            return False
        self.until = time.monotonic() + 30
        return True

    def release(self) -> None:
        self.until = 0.0

    def wait(self) -> float:
        """How long the caller should stay away (only a number)."""
        return max(0.0, self.until - time.monotonic())
