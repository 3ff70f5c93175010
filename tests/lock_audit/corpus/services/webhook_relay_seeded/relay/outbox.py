# corpus: strict not checked
"""Messages wait here until the worker has sent them."""
import threading

import requests


class Outbox:
    def __init__(self, url: str) -> None:
        self._condition = threading.Condition()
        self._session = requests.Session()
        self._url = url
        self._waiting: list[str] = []
        self._sent = 0

    def _post(self, text: str) -> int:
        return self._session.post(self._url, data=text, timeout=2).status_code

    def add(self, text: str) -> None:
        with self._condition:
            self._waiting.append(text)
            self._condition.notify()

    def send_next(self) -> bool:
        with self._condition:
            while not self._waiting:
                self._condition.wait()  # expect: LCK001
            text = self._waiting.pop(0)
            self._sent += 1
            return self._post(text) == 200  # expect: LCK005 via _post -> post

    def send_next_bounded(self) -> bool:
        with self._condition:
            if not self._condition.wait_for(lambda: bool(self._waiting), timeout=1.0):
                return False
            text = self._waiting.pop(0)
        return self._post(text) == 200

    def waiting(self) -> list[str]:
        with self._condition:
            return list(self._waiting)
