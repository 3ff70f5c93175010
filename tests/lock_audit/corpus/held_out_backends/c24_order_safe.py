# corpus: strict not checked
"""Two locks with a declared and kept order; a non-blocking try; locks one after the other."""
from __future__ import annotations

import threading

# lock-audit: order _accounts_lock < _journal_lock -- transfers book the journal last
_accounts_lock = threading.Lock()
_journal_lock = threading.Lock()
_report_lock = threading.RLock()

_accounts: dict[str, int] = {}
_journal: list[tuple[str, str, int]] = []
_report: dict[str, int] = {}


def transfer(src: str, dst: str, cents: int) -> None:
    with _accounts_lock:
        _accounts[src] -= cents
        _accounts[dst] = _accounts.get(dst, 0) + cents
        with _journal_lock:
            _journal.append((src, dst, cents))


def close(name: str) -> int:
    with _accounts_lock, _journal_lock:
        left = _accounts.pop(name, 0)
        _journal.append((name, "", left))
        return left


def bounded(src: str, cents: int) -> bool:
    if not _accounts_lock.acquire(timeout=0.5):
        return False
    try:
        _accounts[src] = _accounts.get(src, 0) + cents
        if not _journal_lock.acquire(timeout=0.5):
            return False
        try:
            _journal.append(("", src, cents))
        finally:
            _journal_lock.release()
    finally:
        _accounts_lock.release()
    return True


def opportunistic(name: str) -> None:
    with _journal_lock:
        entries = sum(1 for src, _, _ in _journal if src == name)
        if _report_lock.acquire(blocking=False):
            try:
                _report[name] = entries
            finally:
                _report_lock.release()


def sequential(name: str) -> int:
    with _journal_lock:
        entries = [cents for src, _, cents in _journal if src == name]
    with _accounts_lock:
        _accounts[name] = -sum(entries)
    with _report_lock:
        _report[name] = len(entries)
    return len(entries)


def _totals() -> int:
    with _report_lock:
        return sum(_report.values())


def report() -> int:
    with _report_lock:
        with _report_lock:
            _report["_total"] = _totals()
        return _report["_total"]
