# corpus: strict not checked
from concurrent.futures import ThreadPoolExecutor
import threading

import requests


class Crawler:
    def __init__(self, workers: int = 4):
        self._pool = ThreadPoolExecutor(max_workers=workers)
        self._lock = threading.Lock()
        self._seen = set()
        self._pending = []

    def _fetch(self, url):
        return requests.get(url, timeout=10).text

    def visit(self, url):
        with self._lock:
            if url in self._seen:
                return False
            self._seen.add(url)
            self._pending.append(self._pool.submit(self._fetch, url))
            return True

    def visit_lambda(self, url):
        with self._lock:
            self._seen.add(url)
            future = self._pool.submit(lambda: requests.get(url, timeout=10))
            return future.done()

    def collect(self):
        with self._lock:
            futures, self._pending = self._pending, []
        return [f.result(timeout=30) for f in futures]
