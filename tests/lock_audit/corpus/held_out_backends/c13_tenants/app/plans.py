from __future__ import annotations

import threading

import psycopg

from app import load_plan, seats_in_use
from db import *
from db import pool


class Plans:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._plans: dict[str, str] = {}

    def plan(self, conn: psycopg.Connection, tenant: str) -> str:
        with self._lock:
            key = plan_key(tenant)
            if key not in self._plans:
                self._plans[key] = load_plan(conn, tenant)  # expect: LCK004 via load_plan -> _one -> execute
            return self._plans[key]

    def seats_left(self, tenant: str, limit: int) -> int:
        with self._lock:
            used = seats_in_use(tenant)  # expect: LCK004
        return limit - used

    def save(self, conn: psycopg.Connection, tenant: str, plan: str) -> None:
        with self._lock:
            self._plans[plan_key(tenant)] = plan
            touch(conn)  # expect: LCK004 via touch -> commit

    def direct(self, tenant: str) -> str:
        with self._lock:
            with pool.connection() as conn:  # expect: LCK004
                conn.execute("SELECT 1")  # expect: LCK004
            return self._plans.get(plan_key(tenant), "free")

    def borrow(self) -> None:
        conn = pool.getconn(timeout=1.0)
        try:
            with self._lock:
                self._plans.clear()
                free = pool.get_stats().get("pool_available", 0)
        finally:
            pool.putconn(conn)
        if free == 0:
            pool.wait(timeout=1.0)

    def borrow_wrong(self) -> None:
        with self._lock:
            conn = pool.getconn(timeout=1.0)  # expect: LCK004
            self._plans.clear()
        pool.putconn(conn)

    def plan_right(self, conn: psycopg.Connection, tenant: str) -> str:
        key = plan_key(tenant)
        with self._lock:
            known = self._plans.get(key)
        if known is None:
            known = load_plan(conn, tenant)
            with self._lock:
                self._plans[key] = known
        return known
