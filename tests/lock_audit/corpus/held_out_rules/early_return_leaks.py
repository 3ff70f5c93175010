# corpus: strict not checked
import threading


class Coupons:
    def __init__(self, codes):
        self._lock = threading.Lock()
        self._left = dict(codes)

    def redeem(self, code):
        if not self._lock.acquire(timeout=1.0):  # expect: LCK008
            raise TimeoutError("coupons")
        if code not in self._left:
            return None
        left = self._left[code] - 1
        self._left[code] = left
        self._lock.release()
        return left

    def add(self, code, n):
        if not self._lock.acquire(timeout=1.0):
            raise TimeoutError("coupons")
        try:
            if n <= 0:
                return None
            self._left[code] = self._left.get(code, 0) + n
            return self._left[code]
        finally:
            self._lock.release()
