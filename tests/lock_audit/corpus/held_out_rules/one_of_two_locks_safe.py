# corpus: strict not checked
import threading


class DoubleBuffer:
    def __init__(self):
        self._a_lock = threading.Lock()
        self._b_lock = threading.Lock()
        self._a = []
        self._b = []

    def write(self, use_a, value):
        if use_a:
            with self._a_lock:
                self._a.append(value)
        else:
            with self._b_lock:
                self._b.append(value)

    def count(self):
        with self._a_lock:
            n = len(self._a)
        with self._b_lock:
            return n + len(self._b)

    def _reset_a(self):
        with self._a_lock:
            self._a.clear()

    def _reset_b(self):
        with self._b_lock:
            self._b.clear()

    def reset(self):
        self._reset_a()
        self._reset_b()
