# corpus: strict not checked
import threading


class Rendezvous:
    def __init__(self):
        self._lock = threading.Lock()
        self._arrived = threading.Condition(self._lock)
        self._left = threading.Condition(self._lock)
        self._inside = 0

    def enter(self, timeout=5.0):
        with self._lock:
            self._inside += 1
            self._arrived.notify_all()
            self._left.notify_all()
            return self._inside

    def leave(self):
        with self._arrived:
            self._inside -= 1
            self._left.notify()

    def wait_empty(self, timeout=5.0):
        with self._lock:
            return self._left.wait_for(lambda: self._inside == 0, timeout=timeout)

    def wait_someone(self, timeout=5.0):
        with self._arrived:
            while not self._inside:
                if not self._arrived.wait(timeout):
                    return False
            return True
