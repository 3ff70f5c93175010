# corpus: strict not checked
"""A catalogue that asks the network while it holds its class lock."""
import threading
from urllib.request import urlopen as fetch

import httpx
import requests as http


class Catalogue:
    _lock = threading.Lock()
    _cache: dict[str, str] = {}

    def __init__(self) -> None:
        self._client = httpx.Client(timeout=2.0)

    @classmethod
    def refresh(cls, url: str) -> None:
        with cls._lock:
            cls._cache[url] = http.get(url, timeout=2).text  # expect: LCK005

    def lookup(self, url: str) -> str:
        with self._lock:
            body = (
                self._client  # expect: LCK005
                .get(url)
                .text
            )
            self._cache[url] = body
            return body

    def banner(self, url: str) -> str:
        with Catalogue._lock:
            return f"{url}: {http.head(url, timeout=1).status_code}"  # expect: LCK005

    def sizes(self, urls: list[str]) -> int:
        with self._lock:
            states = [fetch(url, timeout=1).status for url in urls]  # expect: LCK005
            return sum(states)

    def cached(self, url: str) -> str | None:
        with self._lock:
            return self._cache.get(url)

    @staticmethod
    def _mirror(url: str) -> int:
        return http.options(url, timeout=1).status_code

    def mirrored(self, url: str) -> bool:
        with self._lock:
            return url in self._cache or self._mirror(url) == 200  # expect: LCK005 via _mirror -> options
