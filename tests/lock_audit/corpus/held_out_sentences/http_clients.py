# corpus: strict not checked
import threading
import urllib.parse
import urllib.request
from urllib.request import Request, urlopen as fetch

import httpx


class Feed:
    def __init__(self):
        self.lock = threading.Lock()
        self.client = httpx.Client(timeout=1.0)
        self.last = None

    def pull(self, base):
        with self.lock:
            url = urllib.parse.urljoin(base, "/feed")
            req = Request(url, headers={"a": "b"})
            self.last = fetch(req, timeout=1)  # expect: LCK005

    def push(self, url):
        with self.lock:
            self.client.post(url, json={})  # expect: LCK005
            httpx.get(url)  # expect: LCK005

    def ok(self, base):
        with self.lock:
            url = urllib.parse.quote(base)
        return urllib.request.urlopen(url, timeout=1)
