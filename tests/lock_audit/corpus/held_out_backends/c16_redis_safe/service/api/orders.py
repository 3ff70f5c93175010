# corpus: strict not checked
"""API code that never takes a raw lock: Redis locks, SQL locks and helper callbacks only."""
from __future__ import annotations

import psycopg
import redis
import requests
from psycopg_pool import ConnectionPool

from ..locks import with_storage
from ..memory import Memory

client = redis.Redis(host="localhost")
memory = Memory()


class Quota:
    """Daily allowance: acquire() here books units, it is no lock."""

    def __init__(self, units: int) -> None:
        self.units = units

    def acquire(self, n: int = 1) -> bool:
        self.units -= n
        return self.units >= 0

    def release(self, n: int = 1) -> None:
        self.units += n


quota = Quota(1000)


def place(order: str, cents: int) -> dict:
    with client.lock(f"order:{order}", timeout=5, blocking_timeout=1):
        requests.post("https://pay.example.net/charge", json={"order": order, "cents": cents}, timeout=4)
    total = with_storage(memory, "place", lambda m: m.book(order, cents))
    return {"total": total}


def cancel(order: str) -> dict:
    guard = client.lock(f"order:{order}", timeout=5)
    if not guard.acquire(blocking=True, blocking_timeout=1):
        return {"error": "busy"}
    try:
        removed = with_storage(memory, "cancel", lambda m: m.orders.pop(order, None))
    finally:
        guard.release()
    return {"removed": removed}


def ship(order: str) -> dict:
    if not quota.acquire():
        quota.release()
        return {"error": "quota"}
    return {"ok": True}


def lock_row(pool: ConnectionPool, order: str) -> None:
    with pool.connection(timeout=1.0) as conn:
        conn.execute("SELECT 1 FROM orders WHERE id = %s FOR UPDATE", (order,))


def advisory(conn: psycopg.Connection, key: int) -> bool:
    cur = conn.execute("SELECT pg_try_advisory_lock(%s)", (key,))
    return cur.fetchone()[0]


def listing() -> list[str]:
    return with_storage(memory, "list", lambda m: sorted(m.orders))


def largest() -> int:
    return with_storage(memory, "max", lambda m: max(m.orders.values(), default=0))
