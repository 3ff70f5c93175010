# corpus: strict not checked
"""The child overrides the slow step of its parent with one that only touches memory."""
import threading

import requests


class Publisher:
    def __init__(self) -> None:
        self._sent: list[str] = []

    def _send(self, text: str) -> None:
        requests.post("https://hooks.example", data=text, timeout=1)

    def publish(self, text: str) -> None:
        self._send(text)


class RecordingPublisher(Publisher):
    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def _send(self, text: str) -> None:
        self._sent.append(text)

    def publish_all(self, texts: list[str]) -> int:
        with self._lock:
            for text in texts:
                self._send(text)
            return len(self._sent)
