# corpus: strict not checked
import threading


class Mailbox:
    def __init__(self):
        self._lock = threading.Lock()
        self._ready = threading.Condition(self._lock)
        self._letters = []

    def count(self):
        with self._lock:
            return len(self._letters)

    def post(self, letter):
        with self._ready:
            self._letters.append(letter)
            self._ready.notify()

    def collect(self):
        with self._ready:
            while not self.count():  # expect: LCK007
                self._ready.wait(timeout=1.0)
            return self._letters.pop()

    def collect_well(self):
        with self._ready:
            while not self._letters:
                self._ready.wait(timeout=1.0)
            return self._letters.pop()
