# corpus: strict not checked
"""Collect under the first lock, act under the second: by leaving, by release, by an early return, in a loop."""

import threading


class Bus:
    def __init__(self):
        self._subscribers_lock = threading.Lock()
        self._log_lock = threading.Lock()
        self._subscribers: dict[str, list] = {}
        self._log: list[str] = []

    def publish(self, topic: str, message: str) -> int:
        with self._subscribers_lock:
            targets = list(self._subscribers.get(topic, ()))
        for target in targets:
            with self._log_lock:
                self._log.append(f"{topic} {target}")
        return len(targets)

    def subscribe(self, topic: str, target) -> bool:
        if not self._subscribers_lock.acquire(timeout=0.5):
            with self._log_lock:
                self._log.append("busy")
            return False
        try:
            self._subscribers.setdefault(topic, []).append(target)
        finally:
            self._subscribers_lock.release()
        with self._log_lock:
            self._log.append(topic)
        return True

    def sweep(self, topics: list[str]) -> None:
        for topic in topics:
            with self._subscribers_lock:
                gone = self._subscribers.pop(topic, None)
                if gone is None:
                    continue
            with self._log_lock:
                self._log.append(topic)

    def start(self) -> None:
        with self._subscribers_lock:
            self._subscribers.clear()
            threading.Thread(target=self._note, args=("started",), daemon=True).start()

    def _note(self, text: str) -> None:
        with self._log_lock:
            self._log.append(text)
