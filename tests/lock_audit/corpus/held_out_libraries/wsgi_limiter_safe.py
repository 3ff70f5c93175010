# corpus: strict not checked
"""WSGI middlewares: per-client limiter, concurrency cap, request counters."""
from __future__ import annotations

import functools
import logging
import logging.handlers
import queue
import threading
import time
from typing import Any, Callable, Dict, Iterable, List

access_log = logging.getLogger("wsgi.access")
access_log.propagate = False
access_log.addHandler(logging.handlers.QueueHandler(queue.SimpleQueue()))

App = Callable[[Dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def synchronized(method):
    """Run a method with the `_lock` of its object."""

    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        with self._lock:
            return method(self, *args, **kwargs)

    return wrapper


class Middleware:
    def __init__(self, app: App) -> None:
        self._app = app
        self._lock = threading.RLock()

    def __call__(self, environ: Dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return self._app(environ, start_response)

    @staticmethod
    def refuse(start_response: Callable[..., Any], status: str) -> List[bytes]:
        start_response(status, [("Content-Type", "text/plain")])
        return [status.encode("ascii")]


class ClientLimiter(Middleware):
    def __init__(self, app: App, limit: int, period: float = 1.0) -> None:
        super().__init__(app)
        self._limit = limit
        self._period = period
        self._windows: Dict[str, List[float]] = {}

    @synchronized
    def _admit(self, client: str) -> bool:
        now = time.monotonic()
        recent = [at for at in self._windows.get(client, ()) if at > now - self._period]
        if len(recent) < self._limit:
            recent.append(now)
            self._windows[client] = recent
            return True
        self._windows[client] = recent
        access_log.warning("limited %s", client)
        return False

    @synchronized
    def forget_idle(self) -> int:
        limit = time.monotonic() - self._period
        idle = [client for client, times in self._windows.items() if not times or times[-1] < limit]
        for client in idle:
            del self._windows[client]
        return len(idle)

    def __call__(self, environ: Dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self._admit(environ.get("REMOTE_ADDR", "")):
            return self.refuse(start_response, "429 Too Many Requests")
        return super().__call__(environ, start_response)


class ConcurrencyCap(Middleware):
    def __init__(self, app: App, cap: int, wait: float = 0.25) -> None:
        super().__init__(app)
        self._slots = threading.BoundedSemaphore(cap)
        self._wait = wait
        self._refused = 0

    @synchronized
    def _count_refusal(self) -> int:
        self._refused += 1
        return self._refused

    def __call__(self, environ: Dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self._slots.acquire(timeout=self._wait):
            self._count_refusal()
            return self.refuse(start_response, "503 Service Unavailable")
        try:
            return super().__call__(environ, start_response)
        finally:
            self._slots.release()
