# corpus: strict not checked
from __future__ import annotations

import hashlib
import logging
import threading
from typing import Any, Callable, Dict, Optional

import requests

log = logging.getLogger(__name__)


class FlagClient:
    """Feature flags, refreshed by a timer chain."""

    def __init__(self, url: str, sdk_key: str, interval: float = 30.0) -> None:
        self._url = url
        self._interval = interval
        self._session = requests.Session()
        self._session.headers["Authorization"] = "Bearer " + sdk_key
        self._lock = threading.Lock()
        self._refreshing = threading.BoundedSemaphore(1)
        self._flags: Dict[str, dict] = {}
        self._etag: Optional[str] = None
        self._timer: Optional[threading.Timer] = None
        self._closed = False
        self._watchers: Dict[str, list] = {}

    def enabled(self, flag: str, user: str, default: bool = False) -> bool:
        with self._lock:
            rule = self._flags.get(flag)
            if rule is None:
                return default
            percent = rule.get("percent", 0)
        digest = hashlib.sha256(f"{flag}:{user}".encode()).digest()
        return digest[0] * 100 // 256 < percent

    def watch(self, flag: str, callback: Callable[[Any], None]) -> None:
        with self._lock:
            self._watchers.setdefault(flag, []).append(callback)

    def _download(self, etag: Optional[str]) -> Optional[requests.Response]:
        headers = {"If-None-Match": etag} if etag else {}
        reply = self._session.get(self._url, headers=headers, timeout=5)
        if reply.status_code == 304:
            return None
        reply.raise_for_status()
        return reply

    def refresh(self) -> int:
        with self._lock:
            etag = self._etag
        reply = self._download(etag)
        if reply is None:
            return 0
        flags = reply.json()
        with self._lock:
            changed = [name for name, rule in flags.items() if self._flags.get(name) != rule]
            self._flags = flags
            self._etag = reply.headers.get("ETag")
            calls = [(cb, flags[name]) for name in changed for cb in self._watchers.get(name, ())]
        for callback, rule in calls:
            callback(rule)
        return len(changed)

    def _tick(self) -> None:
        try:
            self.refresh()
        except requests.RequestException:
            log.warning("flag refresh failed")
        finally:
            self._schedule()

    def _schedule(self) -> None:
        with self._lock:
            if self._closed:
                return
            self._timer = threading.Timer(self._interval, self._tick)
            self._timer.daemon = True
            self._timer.start()

    def refresh_if_idle(self) -> bool:
        if not self._refreshing.acquire(blocking=False):
            return False
        try:
            return self._etag is None
        finally:
            self._refreshing.release()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()
