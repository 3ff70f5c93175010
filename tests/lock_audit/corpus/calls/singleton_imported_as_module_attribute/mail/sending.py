# corpus: strict not checked
import httpx


class Client:
    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url, timeout=2.0)

    def send(self, to: str) -> None:
        self._http.post("/send", json={"to": to})

    def build(self, to: str) -> httpx.Request:
        return httpx.Request("POST", "https://mail.example/send", json={"to": to})
