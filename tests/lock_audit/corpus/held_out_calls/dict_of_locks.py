# corpus: strict not checked
from collections import defaultdict
import subprocess
import threading


class Builds:
    def __init__(self):
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._done: dict[str, int] = {}

    def _make(self, target):
        return subprocess.call(["make", target])

    def build(self, target):
        with self._locks[target]:
            code = self._make(target)  # expect: LCK006 via _make -> call
            self._done[target] = code
            return code

    def code(self, target):
        with self._locks[target]:
            return self._done.get(target)

    def build_well(self, target):
        code = self._make(target)
        with self._locks[target]:
            self._done[target] = code
        return code
