# corpus: strict not checked
from multiprocessing import Lock, RLock
import subprocess


class Builder:
    def __init__(self):
        self.lock = Lock()
        self.tree = RLock()
        self.built = []

    def build(self, target):
        with self.lock:
            self._compile(target)  # expect: LCK006 via _compile -> check_call
            self.built.append(target)

    def _compile(self, target):
        subprocess.check_call(["cc", "-c", target])

    def depth(self):
        with self.tree:
            return self._depth(3)

    def _depth(self, n):
        with self.tree:
            return n + len(self.built)
