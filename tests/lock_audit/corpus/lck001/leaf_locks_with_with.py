"""Short sections on leaf locks, outside API code."""

import contextlib
import threading
from threading import Condition, Lock


class Sessions:
    _instances = 0
    _class_lock = Lock()

    def __init__(self) -> None:
        self._changed = Condition()
        self._by_id: dict[str, float] = {}
        with Sessions._class_lock:  # expect: LCK001[strict]
            Sessions._instances += 1

    @classmethod
    def instances(cls) -> int:
        with cls._class_lock:  # expect: LCK001[strict]
            return cls._instances

    def touch(self, session: str, now: float) -> None:
        with self._changed:  # expect: LCK001[strict]
            self._by_id[session] = now
            self._changed.notify_all()

    def active(self) -> int:
        with contextlib.suppress(RuntimeError), self._changed:  # expect: LCK001[strict]
            return len(self._by_id)
        return 0
