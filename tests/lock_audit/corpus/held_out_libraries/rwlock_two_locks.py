# corpus: strict not checked
"""The textbook read-write lock made of two mutexes, and its users."""
import threading


class RWLock(object):
    def __init__(self):
        self._read_ready = threading.Condition(threading.Lock())
        self._count_lock = threading.Lock()
        self._readers = 0
        self._total = 0

    def reader_in(self):
        self._read_ready.acquire()  # expect: LCK001
        try:
            self._readers += 1
        finally:
            self._read_ready.release()

    def reader_out(self):
        if not self._read_ready.acquire(timeout=1.0):
            raise RuntimeError("rwlock is stuck")
        try:
            self._readers -= 1
            if not self._readers:
                self._read_ready.notify_all()
        finally:
            self._read_ready.release()

    def drain(self):
        with self._read_ready:
            while self._readers > 0:
                self._read_ready.wait()  # expect: LCK001

    def drain_for(self, seconds):
        with self._read_ready:
            if self._readers > 0:
                self._read_ready.wait(seconds)
            return self._readers == 0

    def drain_counted(self):
        with self._count_lock:
            self._total += 1
            with self._read_ready:  # expect: LCK007
                while self._readers > 0:
                    self._read_ready.wait(0.5)  # expect: LCK006

    def _bump(self):
        with self._count_lock:
            self._total += 1
            return self._total

    def drain_and_bump(self):
        with self._read_ready:
            if self._readers:
                return 0
            return self._bump()  # expect: LCK007

    def drain_then_bump(self):
        with self._read_ready:
            if self._readers:
                return 0
        return self._bump()

    def total(self):
        with self._count_lock:
            return self._total

    def bump_twice(self):
        with self._count_lock:
            first = self._total
            return first + self._bump()  # expect: LCK007
