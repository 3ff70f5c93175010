# corpus: strict not checked
import threading
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests


@dataclass(frozen=True)
class Page:
    etag: str
    text: str


class Pages:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: dict[str, Page] = {}
        self._requests: dict[str, int] = {}

    def _headers(self, url: str) -> dict[str, str]:
        with self._lock:
            host = urlsplit(url).netloc
            self._requests[host] = self._requests.get(host, 0) + 1
            page = self._pages.get(url)
        return {"If-None-Match": page.etag} if page else {}

    def get(self, url: str) -> str:
        answer = requests.get(url, headers=self._headers(url), timeout=2)
        with self._lock:
            if answer.status_code == requests.codes.not_modified:
                return self._pages[url].text
            self._pages[url] = Page(answer.headers.get("ETag", ""), answer.text)
        return answer.text

    def busiest(self) -> str:
        with self._lock:
            return max(self._requests, key=lambda host: self._requests[host])
