# corpus: strict not checked
import subprocess
import threading
import time


class Pump:
    def __init__(self):
        self._lock = threading.Lock()
        self._level = 10
        self._errors = 0

    def take(self, amount):
        try:
            with self._lock:
                if amount > self._level:
                    raise ValueError(amount)
                self._level -= amount
        except ValueError:
            time.sleep(0.2)
            subprocess.call(["alarm", str(amount)])
            return False
        else:
            time.sleep(0.01)
        finally:
            time.sleep(0.01)
        return True

    def fill(self, amount):
        if not self._lock.acquire(timeout=1):
            raise TimeoutError
        try:
            self._level += amount
            level = self._level
        finally:
            self._lock.release()
        subprocess.call(["log", str(level)])
