# corpus: strict not checked
import threading


class SeatMap:
    def __init__(self, rows, cols):
        self._mutex = threading.Lock()
        self._taken = set()
        self.rows = rows
        self.cols = cols

    # expect-next: LCK000
    # lock-audit: allow LCK001 -- the section below is tiny
    def book(self, row, col):
        if not (0 <= row < self.rows and 0 <= col < self.cols):
            return False
        self._mutex.acquire()  # expect: LCK001
        try:
            if (row, col) in self._taken:
                return False
            self._taken.add((row, col))
            return True
        finally:
            self._mutex.release()

    def free_seats(self):
        with self._mutex:
            return self.rows * self.cols - len(self._taken)
