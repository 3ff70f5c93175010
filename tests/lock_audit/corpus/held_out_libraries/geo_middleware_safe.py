# corpus: strict not checked
"""WSGI middleware that looks up the country of the client."""
from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Callable, Dict, Iterable, Optional, Tuple

StartResponse = Callable[..., Any]


class GeoCache:
    __slots__ = ("_lock", "_entries", "_negative", "_ttl", "__weakref__")

    def __init__(self, ttl: float = 86400.0) -> None:
        self._lock = threading.Lock()
        self._entries: Dict[str, Tuple[float, str]] = {}
        self._negative: Dict[str, float] = {}
        self._ttl = ttl

    def find(self, ip: str) -> Tuple[bool, Optional[str]]:
        now = time.monotonic()
        with self._lock:
            if self._negative.get(ip, 0.0) > now:
                return True, None
            expires, country = self._entries.get(ip, (0.0, ""))
            if expires > now:
                return True, country
            return False, None

    def store(self, ip: str, country: Optional[str]) -> None:
        now = time.monotonic()
        with self._lock:
            if country is None:
                self._negative[ip] = now + 60.0
                self._entries.pop(ip, None)
            else:
                self._entries[ip] = (now + self._ttl, country)
                self._negative.pop(ip, None)


class GeoClient:
    def __init__(self, base: str, slots: int = 4) -> None:
        self._base = base
        self._slots = threading.BoundedSemaphore(slots)

    def lookup(self, ip: str) -> Optional[str]:
        url = self._base + "?" + urllib.parse.urlencode({"ip": ip})
        if not self._slots.acquire(timeout=0.5):
            return None
        try:
            with urllib.request.urlopen(url, timeout=1) as reply:
                return json.load(reply).get("country")
        except (urllib.error.URLError, ValueError):
            return None
        finally:
            self._slots.release()


class GeoMiddleware:
    def __init__(self, app: Callable, client: GeoClient, cache: Optional[GeoCache] = None) -> None:
        self._app = app
        self._client = client
        self._cache = cache if cache is not None else GeoCache()
        self._count_lock = threading.Lock()
        self._counts: Dict[str, int] = {}

    def country(self, ip: str) -> Optional[str]:
        known, country = self._cache.find(ip)
        if known:
            return country
        country = self._client.lookup(ip)
        self._cache.store(ip, country)
        return country

    def __call__(self, environ: Dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        country = self.country(environ.get("REMOTE_ADDR", "")) or "ZZ"
        with self._count_lock:
            self._counts[country] = self._counts.get(country, 0) + 1
        environ["geo.country"] = country
        return self._app(environ, start_response)

    def counts(self) -> Dict[str, int]:
        with self._count_lock:
            return self._counts.copy()
