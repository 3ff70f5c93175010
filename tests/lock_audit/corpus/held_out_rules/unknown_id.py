# corpus: strict not checked
import threading


class SequenceAllocator(object):
    """Hands out gap-free numbers for paper invoices."""

    def __init__(self, start=1):
        self._guard = threading.RLock()
        self._next = start

    def next_number(self):
        # expect-next: LCK000 LCK001
        self._guard.acquire(True)  # lock-audit: allow LCK101 -- held for two additions only
        try:
            value = self._next
            self._next += 1
        finally:
            self._guard.release()
        return "INV-%06d" % value

    def peek(self):
        with self._guard:
            return self._next

    def reset(self, start):
        with self._guard:
            self._next = int(start)
