# corpus: strict not checked
"""Flags, loaded from the database and kept in memory."""
import threading

import psycopg

__all__ = ["FLAG_WAIT_S", "flag_names", "is_on", "load_flags", "set_flag"]

FLAG_WAIT_S = -1
_flags_lock = threading.Lock()
_flags: dict[str, bool] = {}


def load_flags(dsn: str) -> int:
    with psycopg.connect(dsn, connect_timeout=2) as conn:
        rows = conn.execute("SELECT name, is_on FROM flags").fetchall()
    with _flags_lock:
        _flags.update(rows)
        return len(_flags)


def is_on(name: str) -> bool:
    with _flags_lock:
        return _flags.get(name, False)


def set_flag(name: str, on: bool) -> None:
    _flags_lock.acquire(timeout=FLAG_WAIT_S)  # expect: LCK001
    try:
        _flags[name] = on
    finally:
        _flags_lock.release()


def flag_names():
    with _flags_lock:
        return _flags.items()  # expect: LCK009
