# corpus: strict not checked
"""The branch in which the lock was not taken holds nothing."""
import threading
import time

import requests

_lock = threading.Lock()
_running: list[str] = []


def _complain(name: str) -> None:
    requests.post("https://alarm.example", data=name, timeout=1)


def start(name: str) -> bool:
    if not _lock.acquire(blocking=False):
        _complain(name)
        return False
    try:
        _running.append(name)
    finally:
        _lock.release()
    return True


def start_patiently(name: str) -> bool:
    for attempt in range(5):
        if _lock.acquire(timeout=0.05):
            try:
                _running.append(name)
                return True
            finally:
                _lock.release()
        time.sleep(0.01 * attempt)
    _complain(name)
    return False


def start_or_say_so(name: str) -> None:
    taken = _lock.acquire(timeout=0.1)
    if not taken:
        _complain(name)
        return
    try:
        _running.append(name)
    finally:
        _lock.release()
    _complain("started " + name)
