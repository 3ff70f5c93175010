# corpus: strict not checked
import threading
import requests


class Client:
    def __init__(self, base: str) -> None:
        self._lock = threading.Lock()
        self.base = base
        self.http = requests.Session()
        self.token = ""

    def login(self) -> None:
        with self._lock:
            r = self.http.post(self.base + "/login", timeout=3)  # expect: LCK005
            self.token = r.text

    def prepare(self) -> str:
        with self._lock:
            req = requests.Request("GET", self.base)
            return req.url + self.token

    def direct(self) -> None:
        with self._lock:
            self.token = requests.get(self.base, timeout=1).text  # expect: LCK005
