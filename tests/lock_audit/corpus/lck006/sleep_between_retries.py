# corpus: strict not checked
"""A rate table that backs off while it holds its lock."""

import threading
import time
from time import sleep as pause


class RateTable:
    def __init__(self):
        self._lock = threading.Lock()
        self._tokens = {}

    def take(self, client, attempts=3):
        with self._lock:
            for attempt in range(attempts):
                if self._tokens.get(client, 0) > 0:
                    self._tokens[client] -= 1
                    return True
                time.sleep(0.01 * attempt)  # expect: LCK006
            return False

    def refill(self, client, amount):
        with self._lock:
            self._tokens[client] = self._tokens.get(client, 0) + amount
            if amount > 100:
                pause(0.5)  # expect: LCK006

    def take_patiently(self, client, attempts=3):
        for attempt in range(attempts):
            with self._lock:
                if self._tokens.get(client, 0) > 0:
                    self._tokens[client] -= 1
                    return True
            time.sleep(0.01 * attempt)
        return False
