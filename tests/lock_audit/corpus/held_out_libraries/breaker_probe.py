# corpus: strict not checked
import threading
import time
import urllib.request


class BreakerListener(object):
    """Hook methods; subclasses override."""

    def opened(self, breaker):
        pass

    def closed(self, breaker):
        pass


class Breaker(object):
    def __init__(self, url, limit=3, cooldown=10.0, listeners=()):
        self.url = url
        self.limit = limit
        self.cooldown = cooldown
        self.listeners = list(listeners)
        self._lock = threading.RLock()
        self._failures = 0
        self._opened = None

    def _probe(self):
        with urllib.request.urlopen(self.url, timeout=1) as reply:
            return reply.status == 200

    def _healthy(self):
        try:
            return self._probe()
        except OSError:
            return False

    def allow(self):
        with self._lock:
            if self._opened is None:
                return True
            if time.monotonic() - self._opened < self.cooldown:
                return False
            if self._healthy():  # expect: LCK005 via _healthy -> _probe -> urlopen
                self._opened = None
                return True
            return False

    def allow_unlocked_probe(self):
        with self._lock:
            if self._opened is None:
                return True
            if time.monotonic() - self._opened < self.cooldown:
                return False
        healthy = self._healthy()
        with self._lock:
            if healthy:
                self._opened = None
        return healthy

    def failure(self):
        self._lock.acquire(timeout=0.5)  # expect: LCK008
        try:
            self._failures += 1
            if self._failures >= self.limit:
                self._opened = time.monotonic()
        finally:
            self._lock.release()

    def success(self):
        got = self._lock.acquire(timeout=0.5)
        if got:
            try:
                self._failures = 0
                self._opened = None
            finally:
                self._lock.release()
        return got

    def trip(self, hold):
        acquire = self._lock.acquire
        acquire()  # expect: LCK001
        try:
            self._opened = time.monotonic() + hold
        finally:
            self._lock.release()

    def backoff(self):
        with self._lock:
            time.sleep(min(self._failures, 5))  # expect: LCK006
