# corpus: strict not checked
"""`requests`, `session`, `client`, `sock` and `smtp` as names of plain things."""

import threading
from dataclasses import dataclass, field


@dataclass
class Client:
    name: str
    visits: int = 0

    def get(self, key: str) -> str:
        return f"{self.name}.{key}"

    def post(self, text: str) -> None:
        self.visits += len(text)


@dataclass
class Window:
    requests: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, who: str) -> int:
        with self.lock:
            self.requests[who] = self.requests.get(who, 0) + 1
            return self.requests[who]

    def drop(self, who: str) -> int | None:
        with self.lock:
            return self.requests.pop(who, None)


requests: dict[str, str] = {}
session = {"user": "nobody"}
_lock = threading.Lock()
_client = Client("cache")


def take(key: str) -> str | None:
    with _lock:
        session.update(user=key)
        _client.post(key)
        return requests.get(key) or _client.get(key)


def put(key: str, smtp: list[str], sock: set[str]) -> None:
    with _lock:
        requests.update({key: "new"})
        smtp.append(key)
        sock.add(key)
