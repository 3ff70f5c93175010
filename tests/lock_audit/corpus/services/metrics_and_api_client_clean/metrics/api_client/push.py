# corpus: strict not checked
"""A client of somebody else's API: the folder is not called api, and nothing here serves requests."""
import threading

import requests

from metrics.registry import Registry


class Pusher:
    def __init__(self, registry: Registry, url: str) -> None:
        self._registry = registry
        self._url = url
        self._lock = threading.Lock()
        self._pushes = 0

    def push(self) -> int:
        code = requests.put(self._url, data=self._registry.render(), timeout=2).status_code
        with self._lock:
            self._pushes += 1
        return code

    def try_push(self) -> bool:
        if not self._lock.acquire(blocking=False):
            return False
        try:
            self._pushes += 1
        finally:
            self._lock.release()
        return self.push() == 200
