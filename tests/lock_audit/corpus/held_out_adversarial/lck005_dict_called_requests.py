# corpus: strict not checked
import threading

requests: dict[str, int] = {}
_lock = threading.Lock()


def count(host: str) -> int:
    with _lock:
        n = requests.get(host, 0) + 1
        requests[host] = n
        requests.pop("old", None)
        return n


class Stats:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.requests: dict[str, int] = {}

    def get(self, host: str) -> int:
        with self._lock:
            return self.requests.get(host, 0)
