# corpus: strict not checked
"""Exchange-rate cache; functions are serialised by decorators."""
import functools
import sqlite3
import threading

import requests

_cache_lock = threading.Lock()
_history_lock = threading.Lock()
_rates: dict[str, float] = {}
_history: list[tuple[str, float]] = []


def synchronized(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        with _cache_lock:
            return fn(*args, **kwargs)

    return wrapper


def guarded(lock: threading.Lock):
    def decorate(fn):
        @functools.wraps(fn)
        def inner(*args, **kwargs):
            with lock:
                return fn(*args, **kwargs)

        return inner

    return decorate


@synchronized
def put_rate(pair: str, value: float) -> None:
    _rates[pair] = value


@synchronized
def refresh_rate(pair: str) -> float:
    value = _download(pair)  # expect: LCK005 via _download -> get
    _rates[pair] = value
    return value


@synchronized
def all_rates():
    return _rates  # expect: LCK009


@guarded(_history_lock)
def store_history(conn: sqlite3.Connection, pair: str, value: float) -> None:
    _history.append((pair, value))
    conn.execute("INSERT INTO history VALUES (?, ?)", (pair, value))  # expect: LCK004


def reset_pair(pair: str) -> None:
    with _history_lock:
        _history.append((pair, 0.0))
        put_rate(pair, 0.0)  # expect: LCK007


def refresh_outside(pair: str) -> float:
    value = _download(pair)
    put_rate(pair, value)
    return value


def _download(pair: str) -> float:
    return float(requests.get(f"https://fx.internal/{pair}", timeout=2).text)
