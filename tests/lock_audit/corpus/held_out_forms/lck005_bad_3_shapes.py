# corpus: strict not checked
"""Locks in a named tuple, behind a protocol, in a class of their own and in a semaphore of one."""
import threading
import time
from typing import NamedTuple, Protocol

import requests


class Channel(NamedTuple):
    lock: threading.Lock
    url: str


class Guarded(Protocol):
    lock: threading.Lock
    url: str


class Gate:
    """Takes and releases a lock: it is one."""

    def __init__(self) -> None:
        self._inner = threading.Lock()

    def __enter__(self) -> "Gate":
        if not self._inner.acquire(timeout=1.0):
            raise TimeoutError("gate")
        return self

    def __exit__(self, *exc: object) -> None:
        self._inner.release()


_gate = Gate()
_serial = threading.BoundedSemaphore(1)
_done: set[str] = set()


def ping(channel: Channel) -> None:
    with channel.lock:
        requests.post(channel.url, timeout=1)  # expect: LCK005


def ping_alias(channel: Channel) -> None:
    guard = channel.lock
    with guard:
        requests.post(channel.url, timeout=1)  # expect: LCK005


def probe(target: Guarded) -> int:
    with target.lock:
        return requests.get(target.url, timeout=1).status_code  # expect: LCK005


def announce(url: str) -> None:
    with _gate:
        requests.put(url, timeout=1)  # expect: LCK005
    requests.put(url, timeout=1)


def poll(urls: list[str]) -> None:
    for url in urls:
        while not _serial.acquire(timeout=0.1):
            time.sleep(0.05)
        try:
            if url in _done:
                continue
            requests.get(url, timeout=1)  # expect: LCK005
            _done.add(url)
        finally:
            _serial.release()
