# corpus: strict not checked
import threading
import time
from random import random


def backoff(attempt):
    time.sleep(min(2 ** attempt * 0.01, 1.0) + random() / 100)


class Valve:
    def __init__(self):
        self._lock = threading.Lock()
        self._position = 0

    def _step(self, target):
        if self._position < target:
            self._position += 1
        elif self._position > target:
            self._position -= 1
        return self._position == target

    def move(self, target):
        with self._lock:
            for attempt in range(8):
                if self._step(target):
                    return True
                backoff(attempt)  # expect: LCK006 via backoff -> sleep
            return False

    def move_politely(self, target):
        for attempt in range(8):
            with self._lock:
                if self._step(target):
                    return True
            backoff(attempt)
        return False
