# corpus: strict not checked
"""Between a successful acquire and its release: on one path the sleep is inside, on the others it is not."""

import threading
import time


class Poller:
    def __init__(self):
        self._lock = threading.Lock()
        self._state = "idle"

    def poll(self) -> str | None:
        if not self._lock.acquire(timeout=0.2):
            time.sleep(0.05)
            return None
        try:
            state = self._state
            if state == "busy":
                time.sleep(0.05)  # expect: LCK006
        finally:
            self._lock.release()
        time.sleep(0.05)
        return state

    def poll_if_free(self) -> str:
        if self._lock.acquire(blocking=False):
            try:
                self._state = "polled"
                time.sleep(0.01)  # expect: LCK006
            finally:
                self._lock.release()
        else:
            time.sleep(0.01)
        return "done"

    def poll_until(self, deadline: float) -> bool:
        while not self._lock.acquire(timeout=0.1):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        try:
            self._state = "mine"
            return True
        finally:
            self._lock.release()
