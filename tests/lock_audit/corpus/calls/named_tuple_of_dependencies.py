# corpus: strict not checked
"""The dependencies travel in a NamedTuple; its fields say what they are."""
import threading
from typing import NamedTuple

import requests
from psycopg_pool import ConnectionPool


class Deps(NamedTuple):
    pool: ConnectionPool
    session: requests.Session
    region: str


_lock = threading.Lock()
_regions: dict[str, int] = {}


def _count(deps: Deps) -> None:
    with deps.pool.connection(timeout=1.0) as conn:
        conn.execute("UPDATE regions SET n = n + 1 WHERE name = %s", (deps.region,))


def _key(deps: Deps) -> str:
    return deps.region.lower()


def visit(deps: Deps) -> int:
    with _lock:
        key = _key(deps)
        _regions[key] = _regions.get(key, 0) + 1
        _count(deps)  # expect: LCK004 via _count -> connection
        return _regions[key]


def ping(deps: Deps) -> None:
    with _lock:
        _regions[deps.region] = 0
        deps.session.head("https://region.example", timeout=1)  # expect: LCK005


def visit_in_memory(deps: Deps) -> None:
    with _lock:
        _regions[_key(deps)] = 1
    _count(deps)
