# corpus: strict not checked
import threading


class Journal:
    def __init__(self):
        self._lock = threading.Lock()
        self._rows = []

    def add(self, row):
        self._lock.acquire(True)  # expect: LCK001
        try:
            self._rows.append(row)
        finally:
            self._lock.release()

    def extend(self, rows):
        self._lock.acquire(blocking=True)  # expect: LCK001
        try:
            self._rows.extend(rows)
        finally:
            self._lock.release()

    def clear(self):
        if not self._lock.acquire(True, 3.0):
            return False
        try:
            self._rows.clear()
            return True
        finally:
            self._lock.release()
