# corpus: strict not checked
import threading
import time
from functools import partial


class Box:
    def __init__(self):
        self._lock = threading.RLock()
        self._n = 0

    def run(self, fn, *args):
        with self._lock:
            self._n += 1
            return fn(*args)

    def after(self, fn):
        with self._lock:
            n = self._n
        return fn(n)

    def flush(self):
        return self.run(self._flush)

    def _flush(self):
        pause(1)  # expect: LCK006 via pause -> sleep


_box = Box()


def pause(n):
    time.sleep(n)


def held(n, unit):
    time.sleep(n * unit)  # expect: LCK006


def free(n):
    time.sleep(n)


def use():
    _box.run(partial(held, 2), 1)
    _box.after(free)
    _box.run(lambda: time.sleep(3))  # expect: LCK006
