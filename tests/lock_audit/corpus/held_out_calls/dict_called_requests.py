# corpus: strict not checked
"""Rate limiter: `requests` is a plain dict of counters here."""
import threading
import time
from urllib.parse import urlencode, urlunsplit
from urllib.request import Request


class Window:
    def __init__(self, limit):
        self.limit = limit
        self.lock = threading.Lock()
        self.requests = {}

    def allow(self, client):
        requests = self.requests
        now = time.monotonic()
        with self.lock:
            start, count = requests.get(client, (now, 0))
            if now - start > 60:
                start, count = now, 0
            requests[client] = (start, count + 1)
            return count < self.limit

    def forget(self, client):
        with self.lock:
            self.requests.pop(client, None)

    def prepare(self, client):
        with self.lock:
            query = urlencode({"c": client, "n": len(self.requests)})
            url = urlunsplit(("https", "limits.example", "/v1", query, ""))
            return Request(url, headers={"X-Client": client}, method="POST")
