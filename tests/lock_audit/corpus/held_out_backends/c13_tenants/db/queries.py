import psycopg

from .pool import pool

__all__ = ["load_plan", "count_seats", "plan_key", "touch"]

_PLAN = "SELECT plan FROM tenants WHERE name = %s"
_SEATS = "SELECT count(*) FROM seats WHERE tenant = %s"


def plan_key(tenant: str) -> str:
    return f"plan:{tenant.lower()}"


def load_plan(conn: psycopg.Connection, tenant: str) -> str:
    return _one(conn, _PLAN, tenant)


def _one(conn: psycopg.Connection, sql: str, *args: str):
    cur = conn.execute(sql, args)
    return cur.fetchone()[0]


def count_seats(tenant: str) -> int:
    with pool.connection(timeout=1.0) as conn:
        return _one(conn, _SEATS, tenant)


def touch(conn: psycopg.Connection) -> None:
    conn.commit()
