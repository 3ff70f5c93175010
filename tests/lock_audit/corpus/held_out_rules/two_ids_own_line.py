# corpus: strict not checked
import threading


class LegacyCounter:
    """Kept byte for byte as in 2009; replaced in the next release."""

    def __init__(self):
        self.lock = threading.Lock()
        self.value = 0

    def bump(self, by):
        # expect-next: LCK001[suppressed] LCK008[suppressed]
        self.lock.acquire()  # lock-audit: allow LCK001, LCK008 -- frozen legacy class, see ADR 14 -- removal in 3.0
        self.value = self.value + by.amount()
        self.lock.release()

    def read(self):
        with self.lock:
            return self.value
