# corpus: strict not checked
"""A timing context manager around slow work; its lock is held for the sum only."""
from contextlib import contextmanager
import subprocess
import threading
import time


class Stopwatch:
    def __init__(self):
        self._lock = threading.Lock()
        self._sums = {}

    def __enter__(self):
        self._start = time.monotonic()
        return self

    def __exit__(self, *exc):
        with self._lock:
            self._sums["all"] = self._sums.get("all", 0) + time.monotonic() - self._start

    @contextmanager
    def section(self, name):
        start = time.monotonic()
        try:
            yield name
        finally:
            spent = time.monotonic() - start
            with self._lock:
                self._sums[name] = self._sums.get(name, 0) + spent


watch = Stopwatch()


def build(target):
    with watch.section("build"):
        return subprocess.run(["make", target], check=False).returncode


def deploy(target):
    with watch:
        time.sleep(1)
        subprocess.check_call(["rsync", target, "web:"])
