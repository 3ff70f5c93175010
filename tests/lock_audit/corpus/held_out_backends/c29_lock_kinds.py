# corpus: strict not checked
"""Shards and gates: every kind of lock object, however it is reached."""
from __future__ import annotations

import multiprocessing
import queue
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field

import requests
from argon2 import PasswordHasher
from werkzeug.security import check_password_hash

FOREVER = -1
SHORT = 0.2

_registry_lock = threading.Lock()
_shared = _registry_lock
_single = threading.Semaphore(1)
_shards: dict[str, threading.Lock] = defaultdict(threading.Lock)
_process_lock = multiprocessing.RLock()
_hasher = PasswordHasher()
_inbox: queue.Queue = queue.Queue(maxsize=10)
_names: dict[str, str] = {}


@dataclass
class Shard:
    name: str
    guard: threading.Lock = field(default_factory=threading.Lock)
    rows: dict[str, str] = field(default_factory=dict)


def constant() -> None:
    _registry_lock.acquire(timeout=FOREVER)  # expect: LCK001
    try:
        _names.clear()
    finally:
        _registry_lock.release()


def constant_short() -> None:
    if not _registry_lock.acquire(timeout=SHORT):
        return
    try:
        _names.clear()
    finally:
        _registry_lock.release()


def blocking_flag() -> None:
    _registry_lock.acquire(True)  # expect: LCK001
    try:
        _names.clear()
    finally:
        _registry_lock.release()


def bound_method() -> None:
    grab = _registry_lock.acquire
    grab()  # expect: LCK001
    try:
        _names.clear()
    finally:
        _registry_lock.release()


def aliased(name: str) -> None:
    with _shared:
        _names[name] = name
        time.sleep(0.01)  # expect: LCK006


def single(url: str) -> None:
    with _single:
        _names[url] = requests.get(url, timeout=2).text  # expect: LCK005


def sharded(key: str, stored: str, password: str) -> bool:
    with _shards[key]:
        return check_password_hash(stored, password)  # expect: LCK003


def row_lock(shard: Shard, password: str) -> None:
    with shard.guard:
        shard.rows["pw"] = _hasher.hash(password)  # expect: LCK003


def row_live(shard: Shard) -> dict[str, str]:
    with shard.guard:
        return shard.rows  # expect: LCK009


def row_copy(shard: Shard) -> dict[str, str]:
    with shard.guard:
        return shard.rows.copy()


def process_wide(thread: threading.Thread) -> None:
    with _process_lock:
        thread.join(timeout=1.0)  # expect: LCK006


def param(lock: threading.RLock, name: str) -> None:
    with lock:
        _names[name] = _inbox.get(timeout=1.0)  # expect: LCK006


def full(name: str) -> None:
    with _registry_lock:
        _inbox.put(name)  # expect: LCK006


def useless(name: str) -> None:
    with threading.Lock():  # expect: LCK010
        _names[name] = "x"


def with_other_condition(cond: threading.Condition) -> None:
    with _registry_lock:
        with cond:  # expect: LCK007
            cond.wait(timeout=0.5)  # expect: LCK006


def own_condition(cond: threading.Condition) -> bool:
    with cond:
        return cond.wait(timeout=0.5)
