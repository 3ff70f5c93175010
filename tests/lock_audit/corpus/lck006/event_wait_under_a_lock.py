# corpus: strict not checked
"""Waiting for an event under the lock that its setter needs."""

import threading


class Leader:
    def __init__(self):
        self._lock = threading.Lock()
        self._elected = threading.Event()
        self._name = ""

    def leader(self) -> str:
        with self._lock:
            self._elected.wait(timeout=3.0)  # expect: LCK006
            return self._name

    def leader_forever(self) -> str:
        with self._lock:
            self._elected.wait()  # expect: LCK006
            return self._name

    def elect(self, name: str) -> None:
        with self._lock:
            self._name = name
            self._elected.set()

    def known(self) -> bool:
        with self._lock:
            return self._elected.is_set() and bool(self._name)

    def leader_soon(self) -> str:
        self._elected.wait(timeout=3.0)
        with self._lock:
            return self._name
