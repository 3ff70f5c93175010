# corpus: strict not checked
import os
import threading
import time


class Compactor:
    def __init__(self, path):
        self.path = path
        self.busy = threading.Lock()
        self.runs = 0

    def compact(self):
        if self.busy.acquire(blocking=False):
            try:
                self._rewrite()  # expect: LCK006 via _rewrite -> open
                self.runs += 1
            finally:
                self.busy.release()
            return True
        time.sleep(0.1)
        return False

    def _rewrite(self):
        handle = open(self.path, "rb")
        return handle

    def settle(self):
        if not self.busy.acquire(False):
            return False
        try:
            if self.runs > 3:
                time.sleep(0.2)  # expect: LCK006
            self.runs = 0
            return True
        finally:
            self.busy.release()

    def where(self):
        with self.busy:
            return os.path.basename(self.path)
