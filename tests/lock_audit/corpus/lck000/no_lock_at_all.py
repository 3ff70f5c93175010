# corpus: strict not checked
"""Copied from the server together with its comments."""

import requests
from psycopg_pool import ConnectionPool


def fetch(url: str) -> bytes:
    # expect-next: LCK000
    return requests.get(url, timeout=3).content  # lock-audit: allow LCK005 -- the catalogue is small


def count(pool: ConnectionPool) -> int:
    with pool.connection() as conn:
        # expect-next: LCK000
        # lock-audit: allow LCK004
        row = conn.execute("SELECT count(*) FROM items").fetchone()
    return row[0]


# expect-next: LCK000
# lock-audit: allow LCK123 -- no such rule
LIMIT = 10
