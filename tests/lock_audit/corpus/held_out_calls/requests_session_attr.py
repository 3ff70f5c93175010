# corpus: strict not checked
from __future__ import annotations

import threading

import requests


class RatesClient:
    def __init__(self, session: requests.Session | None = None) -> None:
        self.session = session or requests.Session()

    def rate(self, code: str) -> requests.Response:
        return self.session.get(f"https://rates.example/{code}", timeout=2)


class Converter:
    def __init__(self, client: RatesClient) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._seen: dict[str, int] = {}

    def convert(self, code: str) -> int:
        with self._lock:
            self._seen[code] = self._seen.get(code, 0) + 1
            answer = self._client.rate(code)  # expect: LCK005 via rate -> get
        return answer.status_code

    def convert_free(self, code: str) -> int:
        with self._lock:
            self._seen[code] = self._seen.get(code, 0) + 1
        return self._client.rate(code).status_code
