# corpus: strict not checked
import threading

import requests
from requests import post


class Webhooks:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._session = requests.Session()
        self._targets: dict[str, str] = {}
        self._sent = 0

    def register(self, name: str, url: str) -> None:
        with self._lock:
            requests.head(url, timeout=1).raise_for_status()  # expect: LCK005
            self._targets[name] = url

    def fire(self, name: str) -> int:
        with self._lock:
            answer = self._session.post(self._targets[name], json={"name": name}, timeout=2)  # expect: LCK005
            self._sent += 1
        return answer.status_code

    def fire_all(self) -> None:
        with self._lock:
            for url in self._targets.values():
                post(url, timeout=2)  # expect: LCK005
                self._sent += 1

    def fire_all_outside(self) -> None:
        with self._lock:
            urls = list(self._targets.values())
        for url in urls:
            self._session.request("POST", url, timeout=2)
        with self._lock:
            self._sent += len(urls)
