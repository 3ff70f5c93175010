from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Config:
    dsn: str
    smtp_host: str
    secret: str
    lock_timeout: float = 0.5

    @classmethod
    def from_env(cls) -> "Config":
        return cls(
            dsn=os.environ.get("SEATBOOK_DSN", "dbname=seatbook"),
            smtp_host=os.environ.get("SEATBOOK_SMTP", "localhost"),
            secret=os.environ["SEATBOOK_SECRET"],
            lock_timeout=float(os.environ.get("SEATBOOK_LOCK_TIMEOUT", "0.5")),
        )
