# corpus: strict not checked
"""Counters and a ledger shared by worker processes."""
import multiprocessing as mp
import sqlite3
from multiprocessing import Lock as ProcLock

_counter_lock = ProcLock()
_ledger_lock = mp.RLock()
_writer_slot = mp.BoundedSemaphore(1)


def bump(counter) -> int:
    take = _counter_lock.acquire
    take()  # expect: LCK001
    try:
        counter.value += 1
        return counter.value
    finally:
        _counter_lock.release()


def bump_soon(counter) -> bool:
    if not _counter_lock.acquire(True, 0.5):
        return False
    try:
        counter.value += 1
    finally:
        _counter_lock.release()
    return True


def record(path: str, row: tuple) -> None:
    with _writer_slot:
        _insert(path, row)  # expect: LCK004 via _insert -> _open_ledger -> connect


def audit(counter, rows: list) -> int:
    with _ledger_lock:
        total = len(rows)
        with _counter_lock:  # expect: LCK007
            counter.value = total
    return total


def recount(rows: list) -> int:
    with mp.Lock():  # expect: LCK010
        rows.sort()
        return len(rows)


def spawn(path: str, rows: list) -> list:
    workers = []
    with _ledger_lock:
        for row in rows:
            worker = mp.Process(target=record, args=(path, row))
            workers.append(worker)
    return workers


def _insert(path: str, row: tuple) -> None:
    conn = _open_ledger(path)
    conn.execute("INSERT INTO ledger VALUES (?, ?)", row)
    conn.commit()


def _open_ledger(path: str) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=2.0)
