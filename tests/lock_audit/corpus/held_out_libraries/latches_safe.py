# corpus: strict not checked
import threading
import time


class BrokenLatch(Exception):
    pass


class CountDownLatch(object):
    """java.util.concurrent in Python 2 style."""

    def __init__(self, count):
        if count < 0:
            raise ValueError("count must be positive")
        self._count = count
        self._lock = threading.Condition()

    def count_down(self):
        with self._lock:
            if self._count > 0:
                self._count -= 1
                if self._count == 0:
                    self._lock.notify_all()

    def wait(self, timeout):
        end = time.time() + timeout
        with self._lock:
            while self._count > 0:
                left = end - time.time()
                if left <= 0:
                    return False
                self._lock.wait(left)
            return True

    @property
    def count(self):
        with self._lock:
            return self._count


class CyclicBarrier(object):
    def __init__(self, parties, action=None):
        self._parties = parties
        self._action = action
        self._cond = threading.Condition(threading.RLock())
        self._arrived = 0
        self._generation = 0
        self._broken = False

    def _trip(self):
        with self._cond:
            self._arrived = 0
            self._generation += 1
            self._cond.notify_all()

    def await_all(self, timeout):
        last = False
        with self._cond:
            if self._broken:
                raise BrokenLatch()
            generation = self._generation
            self._arrived += 1
            index = self._parties - self._arrived
            if index == 0:
                last = True
                self._trip()
            else:
                end = time.time() + timeout
                while generation == self._generation and not self._broken:
                    left = end - time.time()
                    if left <= 0:
                        self._broken = True
                        self._cond.notify_all()
                        break
                    self._cond.wait(timeout=left)
                if self._broken:
                    raise BrokenLatch()
        if last and self._action is not None:
            self._action()
        return index

    def abort(self):
        with self._cond:
            self._broken = True
            self._cond.notify_all()


def run_together(functions, timeout=5.0):
    latch = CountDownLatch(len(functions))

    def runner(func):
        try:
            func()
        finally:
            latch.count_down()

    for func in functions:
        threading.Thread(target=runner, args=(func,)).start()
    return latch.wait(timeout)
