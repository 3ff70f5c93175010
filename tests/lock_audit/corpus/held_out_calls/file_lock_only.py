# corpus: strict not checked
"""fcntl and filelock guard processes, not threads: outside the rules."""
import fcntl
import json
import time

from filelock import FileLock


class Spool:
    def __init__(self, path):
        self.path = path
        self.lock = FileLock(path + ".lock", timeout=5)

    def append(self, item):
        with self.lock:
            with open(self.path, "a") as out:
                out.write(json.dumps(item))
                out.write("\n")
            time.sleep(0.01)

    def load(self):
        with open(self.path) as src:
            fcntl.flock(src, fcntl.LOCK_SH)
            try:
                return src.read()
            finally:
                fcntl.flock(src, fcntl.LOCK_UN)

    def exclusive(self):
        self.lock.acquire()
        try:
            return open(self.path).read()
        finally:
            self.lock.release()
