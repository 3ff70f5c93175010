from __future__ import annotations

import sqlite3
import threading

from .store import RelayStore, Target, with_storage

_boot_lock = threading.Lock()
_booted: set[str] = set()


def _rows(path: str) -> list[tuple[str, str]]:
    conn = sqlite3.connect(path, timeout=5)
    try:
        return conn.execute("SELECT id, url FROM targets").fetchall()
    finally:
        conn.close()


def boot(store: RelayStore, path: str) -> int:
    """Load the targets once for each file; runs before the first request."""
    with _boot_lock:
        if path in _booted:
            return 0
        # lock-audit: allow LCK004 -- start-up only, no request can wait for this lock yet
        rows = _rows(path)  # expect: LCK004[suppressed]
        _booted.add(path)
    targets = {key: Target(key, url) for key, url in rows}
    with_storage(store, "boot", lambda s: s.targets.update(targets))
    return len(targets)
