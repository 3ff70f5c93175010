# corpus: strict not checked
"""Canal locks of a waterway map; nothing here is a threading lock."""
import contextlib
import time


class Chamber:
    def __init__(self, level):
        self.level = level
        self.mutex = False

    def __enter__(self):
        self.mutex = True
        return self

    def __exit__(self, *exc):
        self.mutex = False

    def acquire(self, boats):
        return [b for b in boats if b]

    def release(self):
        return self.level


class Canal:
    def __init__(self):
        self.lock = Chamber(3)
        self._lock = contextlib.nullcontext()
        self.locks = [Chamber(i) for i in range(4)]

    def lift(self, boats):
        with self.lock:
            time.sleep(1)
            return self.lock.acquire(boats)

    def pump(self, minutes):
        with self._lock:
            time.sleep(minutes * 60)
        for lock in self.locks:
            with lock:
                time.sleep(0.1)
