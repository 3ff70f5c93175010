# corpus: strict not checked
"""Every known exception carries its reason; nothing is left to report."""
from __future__ import annotations

import sqlite3
import threading
import time

import jwt
import requests

_lock = threading.Lock()
_conn_lock = threading.Lock()
_conn = sqlite3.connect(":memory:", check_same_thread=False)
_tokens: dict[str, str] = {}


def count() -> int:
    with _conn_lock:
        return _conn.execute("SELECT count(*) FROM jobs").fetchone()[0]  # lock-audit: allow LCK004 -- in-memory database, one connection  # expect: LCK004[suppressed]


def insert(name: str) -> None:
    with _conn_lock:
        # lock-audit: allow LCK004 -- in-memory database, one connection
        _conn.execute("INSERT INTO jobs VALUES (?)", (name,))  # expect: LCK004[suppressed]


def _store(name: str) -> None:
    _conn.execute("INSERT INTO jobs VALUES (?)", (name,))
    _conn.commit()


def insert_via(name: str) -> None:
    with _conn_lock:
        _store(name)  # lock-audit: allow LCK004 -- in-memory database, one connection  # expect: LCK004[suppressed]


def _refresh(name: str) -> str:
    token = jwt.encode({"sub": name}, "k", algorithm="HS256")
    requests.post("https://hooks.example.net", data=token, timeout=1)
    return token


def refresh(name: str) -> None:
    with _lock:
        _tokens[name] = _refresh(name)  # lock-audit: allow LCK003, LCK005 -- start-up only, before any thread exists  # expect: LCK003[suppressed], LCK005[suppressed]


def settle() -> None:
    with _lock:
        # lock-audit: allow LCK006 -- test hook, never called by a server
        time.sleep(0.01)  # expect: LCK006[suppressed]
        _tokens.clear()


def shutdown() -> None:
    _lock.acquire()  # lock-audit: allow LCK001 -- the process is ending, every other thread was joined  # expect: LCK001[suppressed]
    try:
        _tokens.clear()
    finally:
        _lock.release()


def live() -> dict[str, str]:
    with _lock:
        return _tokens  # lock-audit: allow LCK009 -- read by the debugger only  # expect: LCK009[suppressed]


def nested() -> None:
    with _lock:
        with _conn_lock:  # lock-audit: allow LCK007 -- only ever nested here, in this order  # expect: LCK007[suppressed]
            _tokens.clear()
