# corpus: strict not checked
import threading
import httpx

_lock = threading.Lock()


class Gateway:
    def __init__(self, url: str, client: httpx.Client | None = None) -> None:
        self.client = client or httpx.Client(timeout=2)
        self.url = url
        self.last = 0

    def ping(self) -> None:
        with _lock:
            self.last = self.client.get(self.url).status_code  # expect: LCK005

    def build(self) -> str:
        with _lock:
            u = httpx.URL(self.url, params={"n": str(self.last)})
            return str(u)
