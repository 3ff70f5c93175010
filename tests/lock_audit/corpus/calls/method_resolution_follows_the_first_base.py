# corpus: strict not checked
"""Two bases define the method; the first one listed is the one that runs."""
import threading

import requests


class Remote:
    def note(self, text: str) -> None:
        requests.post("https://notes.example", data=text, timeout=1)


class Local:
    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, text: str) -> None:
        self.notes.append(text)


class LocalFirst(Local, Remote):
    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def write(self, text: str) -> None:
        with self._lock:
            self.note(text)


class RemoteFirst(Remote, Local):
    def __init__(self) -> None:
        Local.__init__(self)
        self._lock = threading.Lock()

    def write(self, text: str) -> None:
        with self._lock:
            self.note(text)  # expect: LCK005 via note -> requests.post

    def write_locally(self, text: str) -> None:
        with self._lock:
            Local.note(self, text)
