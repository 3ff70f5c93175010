import threading

from . import backend
from .core import reload_all, snapshot
from .hashing import etag


class Watcher(threading.Thread):
    def __init__(self, path, every=5.0):
        super().__init__(daemon=True)
        self.path = path
        self.every = every
        self.halt = threading.Event()
        self.guard = threading.Lock()
        self.last = ""

    def run(self):
        while not self.halt.wait(self.every):
            reload_all()
            self.publish()

    def publish(self):
        data = snapshot()
        tag = etag(data)
        with self.guard:
            if tag == self.last:
                return False
            self.last = tag
        backend.dump(self.path, data)
        return True

    def finish(self):
        self.halt.set()
        self.join(timeout=self.every)
