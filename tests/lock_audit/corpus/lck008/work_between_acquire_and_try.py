# corpus: strict not checked
"""A call that can raise stands between the acquire and its try."""

import json
import threading


class Feed:
    def __init__(self):
        self._lock = threading.Lock()
        self._events: list[dict] = []

    def push(self, body: str) -> None:
        if not self._lock.acquire(timeout=1.0):  # expect: LCK008
            raise TimeoutError("feed")
        event = json.loads(body)
        try:
            self._events.append(event)
        finally:
            self._lock.release()

    def push_blocking(self, body: str) -> None:
        self._lock.acquire()  # expect: LCK001, LCK008
        event = json.loads(body)
        try:
            self._events.append(event)
        finally:
            self._lock.release()

    def push_if_free(self, body: str) -> bool:
        if self._lock.acquire(blocking=False):  # expect: LCK008
            event = json.loads(body)
            try:
                self._events.append(event)
            finally:
                self._lock.release()
            return True
        return False

    def push_rightly(self, body: str) -> None:
        event = json.loads(body)
        if not self._lock.acquire(timeout=1.0):
            raise TimeoutError("feed")
        try:
            self._events.append(event)
        finally:
            self._lock.release()
