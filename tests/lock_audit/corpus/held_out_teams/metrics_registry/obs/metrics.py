# corpus: strict not checked
import threading

import requests


class Metrics:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {}

    def incr(self, name: str, by: int = 1) -> None:
        with self._lock:
            self._counts[name] = self._counts.get(name, 0) + by

    def dump(self) -> dict[str, int]:
        with self._lock:
            return dict(self._counts)

    def push(self, url: str) -> int:
        body = self.dump()
        return requests.post(url, json=body, timeout=3).status_code


METRICS = Metrics()
