# corpus: strict not checked
"""LCK008 speaks of limiters as well: a slot not given back is gone for ever."""

import threading


class Overloaded(Exception):
    pass


class Lane:
    def __init__(self, slots: int):
        self._slots = threading.BoundedSemaphore(slots)
        self._four = threading.Semaphore(4)
        self._served = 0

    def run(self, work) -> object:
        if not self._slots.acquire(timeout=1.0):
            raise Overloaded
        try:
            return work()
        finally:
            self._slots.release()

    def run_loosely(self, work) -> object:
        if not self._slots.acquire(timeout=1.0):  # expect: LCK008
            raise Overloaded
        result = work()
        self._slots.release()
        return result

    def run_blindly(self, work) -> object:
        self._four.acquire(timeout=1.0)  # expect: LCK008
        try:
            return work()
        finally:
            self._four.release()

    def run_forever(self, work) -> object:
        self._four.acquire()  # expect: LCK001
        try:
            return work()
        finally:
            self._four.release()

    def run_if_free(self, work) -> object | None:
        if not self._four.acquire(blocking=False):
            return None
        try:
            return work()
        finally:
            self._four.release()
