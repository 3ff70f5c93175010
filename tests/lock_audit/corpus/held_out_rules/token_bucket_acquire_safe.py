# corpus: strict not checked
import threading
import time


class TokenBucket:
    """`acquire` takes tokens, not a lock; it never waits."""

    def __init__(self, rate, burst):
        self.rate = rate
        self.burst = burst
        self._tokens = burst
        self._stamp = time.monotonic()
        self._lock = threading.Lock()

    def acquire(self, n=1):
        now = time.monotonic()
        with self._lock:
            grown = self._tokens + (now - self._stamp) * self.rate
            self._tokens = min(self.burst, grown)
            self._stamp = now
            if self._tokens < n:
                return False
            self._tokens -= n
            return True


lock = TokenBucket(5, 10)
bucket = lock


def call(fn, *args):
    if not bucket.acquire():
        raise RuntimeError("rate limit")
    return fn(*args)


def warm():
    lock.acquire()
