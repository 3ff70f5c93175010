# corpus: strict not checked
import threading
import time


class HashQueue:
    def __init__(self, slots: int) -> None:
        self._slots = threading.BoundedSemaphore(slots)
        self._one = threading.BoundedSemaphore(1)

    def run(self, fn):
        if not self._slots.acquire(timeout=2.0):
            raise TimeoutError
        try:
            time.sleep(0.01)
            return fn()
        finally:
            self._slots.release()

    def single(self) -> None:
        if not self._one.acquire(timeout=2.0):
            raise TimeoutError
        try:
            time.sleep(0.01)  # expect: LCK006
        finally:
            self._one.release()
