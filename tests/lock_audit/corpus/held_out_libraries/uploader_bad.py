# corpus: strict not checked
import threading
from contextlib import ExitStack
from pathlib import Path

import requests


class PartStore(object):
    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.session = requests.Session()

    def put_part(self, key, number, data):
        reply = self.session.put("%s/%s/%d" % (self.endpoint, key, number), data=data, timeout=30)
        return reply.headers["ETag"]

    def url(self, key):
        return "%s/%s" % (self.endpoint, key)


class Uploader(object):
    def __init__(self, endpoint):
        self._store = PartStore(endpoint)
        self._lock = threading.Lock()
        self._stats_lock = threading.Lock()
        self._etags = {}
        self._bytes = 0

    def part(self, key, number, data):
        with self._lock:
            etag = self._store.put_part(key, number, data)  # expect: LCK005 via put_part -> put
            self._etags.setdefault(key, {})[number] = etag
        return etag

    def part_unlocked(self, key, number, data):
        etag = self._store.put_part(key, number, data)
        with self._lock:
            self._etags.setdefault(key, {})[number] = etag
            url = self._store.url(key)
        return url, etag

    def whole(self, key, path):
        with ExitStack() as stack:
            stack.enter_context(self._lock)
            data = Path(path).read_bytes()  # expect: LCK006
            self._etags[key] = {1: str(len(data))}
        return self._store.put_part(key, 1, data)

    def both(self, key, size):
        with ExitStack() as stack:
            stack.enter_context(self._lock)
            stack.enter_context(self._stats_lock)  # expect: LCK007
            self._etags.pop(key, None)
            self._bytes -= size

    def bounded(self, key):
        with ExitStack() as stack:
            if not self._lock.acquire(timeout=1.0):
                raise TimeoutError(key)
            stack.callback(self._lock.release)
            return len(self._etags.get(key, ()))

    def sloppy(self, key):
        if not self._lock.acquire(timeout=1.0):  # expect: LCK008
            raise TimeoutError(key)
        count = len(self._etags[key])
        try:
            return count
        finally:
            self._lock.release()

    def etags(self):
        with self._lock:
            return self._etags  # expect: LCK009
