# corpus: strict not checked
import threading


class Turn:
    def __init__(self):
        self.lock = threading.Lock()
        self.player = 0
        self.finished = False

    def play(self, move):
        if not self.lock.acquire(timeout=1):  # expect: LCK008
            return False
        try:
            self.player = 1 - self.player
            self.finished = move == "resign"
        finally:
            if not self.finished:
                self.lock.release()
        return True

    def current(self):
        with self.lock:
            return self.player
