# corpus: strict not checked
"""Making an object with a lock of its own, or handing a lock out, takes no second lock."""
import threading


class Channel:
    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()
        self._lines: list[str] = []

    def add(self, line: str) -> int:
        with self._lock:
            self._lines.append(line)
            return len(self._lines)


class Channels:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._channels: dict[str, Channel] = {}
        self._locks: dict[str, threading.Lock] = {}

    def channel(self, name: str) -> Channel:
        with self._lock:
            if name not in self._channels:
                self._channels[name] = Channel(name)
            return self._channels[name]

    def lock_of(self, name: str) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(name, threading.Lock())

    def say(self, name: str, line: str) -> int:
        return self.channel(name).add(line)

    def say_twice(self, name: str, line: str) -> int:
        with self.lock_of(name):
            first = len(line)
        return first + self.channel(name).add(line)
