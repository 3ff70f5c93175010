# corpus: strict not checked
"""Suppressions that do not count, and are reported themselves."""
from __future__ import annotations

import sqlite3
import threading
import time

import requests

_lock = threading.Lock()
_conn = sqlite3.connect("jobs.db", check_same_thread=False)
_jobs: dict[str, str] = {}


def no_reason() -> None:
    with _lock:
        # expect-next: LCK000, LCK006
        time.sleep(0.1)  # lock-audit: allow LCK006
        _jobs.clear()


def no_reason_above() -> None:
    with _lock:
        # expect-next: LCK000
        # lock-audit: allow LCK004
        _conn.execute("DELETE FROM jobs")  # expect: LCK004
        _jobs.clear()


def unknown_id(name: str) -> None:
    with _lock:
        # expect-next: LCK000
        _jobs[name] = "new"  # lock-audit: allow LCK099 -- no such rule


def nothing_there(name: str) -> str:
    with _lock:
        # expect-next: LCK000
        return _jobs.get(name, "")  # lock-audit: allow LCK004 -- the query was moved out long ago


def wrong_rule() -> None:
    with _lock:
        # expect-next: LCK000, LCK005
        requests.get("https://example.net/ping", timeout=1)  # lock-audit: allow LCK004 -- meant another rule
        _jobs.clear()


def in_a_string(url: str) -> None:
    with _lock:
        requests.post(url, data="# lock-audit: allow LCK005 -- text, not a comment", timeout=1)  # expect: LCK005
        _jobs.clear()


def in_the_helper() -> None:
    with _lock:
        _purge()  # expect: LCK004 via _purge -> execute
        _jobs.clear()


def _purge() -> None:
    # expect-next: LCK000
    _conn.execute("DELETE FROM jobs")  # lock-audit: allow LCK004 -- wrong place: the caller holds the lock


def partly(url: str) -> None:
    with _lock:
        # lock-audit: allow LCK005 -- bounded by a short timeout
        requests.get(url, timeout=0.1); time.sleep(0.1)  # expect: LCK006, LCK005[suppressed]
        _jobs.clear()


def good(url: str) -> None:
    with _lock:
        _jobs["last"] = url
        # lock-audit: allow LCK005 -- bounded by a short timeout
        requests.get(url, timeout=0.1)  # expect: LCK005[suppressed]
