# corpus: strict not checked
"""The network is asked by another thread, after the section, or where the lock was not taken."""
import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import requests

HOOK = "http://localhost:8080/hook"
_events_lock = threading.Lock()
_events: list[str] = []
_hooks: list[partial] = []
_executor = ThreadPoolExecutor(2)


def _send(event: str) -> None:
    requests.post(HOOK, json={"event": event}, timeout=2)


def record(event: str) -> None:
    with _events_lock:
        _events.append(event)
        threading.Thread(target=_send, args=(event,), daemon=True).start()


def record_later(event: str) -> None:
    with _events_lock:
        _events.append(event)
        threading.Timer(5.0, _send, [event]).start()
        _executor.submit(_send, event)
        _hooks.append(partial(_send, event))


def record_loop(event: str, loop: asyncio.AbstractEventLoop) -> None:
    with _events_lock:
        _events.append(event)
        loop.call_soon_threadsafe(_send, event)


def flush() -> None:
    match _events_lock.acquire(timeout=0.2):
        case True:
            try:
                batch = list(_events)
                _events.clear()
            finally:
                _events_lock.release()
        case _:
            _send("busy")
            batch = []
    for event in batch:
        _send(event)


def flush_one() -> bool:
    if event := _pop():
        _send(event)
        return True
    return False


def _pop() -> str | None:
    with _events_lock:
        return _events.pop(0) if _events else None
