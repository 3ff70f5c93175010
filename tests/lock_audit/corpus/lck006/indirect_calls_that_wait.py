# corpus: strict not checked
"""A dispatch table, a default argument, a property, a constructor and an alias all end in a wait."""

import threading
import time
from pathlib import Path


def _drop(state: dict) -> None:
    state.clear()


def _settle(state: dict) -> None:
    time.sleep(0.2)
    state["settled"] = True


ACTIONS = {"drop": _drop, "settle": _settle}


class Snapshot:
    def __init__(self, path: Path):
        self.text = path.read_text()


class Machine:
    def __init__(self, path: Path):
        self._lock = threading.Lock()
        self._state: dict = {}
        self._path = path

    @property
    def saved(self) -> str:
        return self._path.read_text()

    def act(self, name: str) -> None:
        with self._lock:
            ACTIONS[name](self._state)  # expect: LCK006

    def settle(self) -> None:
        with self._lock:
            ACTIONS["drop"](self._state)

    def pause(self, seconds: float, sleep=time.sleep) -> None:
        with self._lock:
            self._state["paused"] = True
            sleep(seconds)  # expect: LCK006

    def restore(self) -> None:
        with self._lock:
            self._state["text"] = self.saved  # expect: LCK006 via saved -> read_text

    def load(self) -> None:
        with self._lock:
            self._state["snapshot"] = Snapshot(self._path)  # expect: LCK006 via Snapshot -> read_text

    def nap(self) -> None:
        rest = time.sleep
        with self._lock:
            rest(0.1)  # expect: LCK006
