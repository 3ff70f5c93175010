import json

import requests


class HttpBase:
    def __init__(self, url: str) -> None:
        self.url = url

    def deliver(self, room: str, text: str) -> None:
        self._send_body(self.encode(room, text))

    def encode(self, room: str, text: str) -> str:
        return json.dumps({"room": room, "text": text})

    def _send_body(self, body: str) -> None:
        raise NotImplementedError

    def healthy(self) -> bool:
        return requests.head(self.url, timeout=1).ok


class WebhookTransport(HttpBase):
    def _send_body(self, body: str) -> None:
        requests.post(self.url, data=body, timeout=3)


class BufferTransport(HttpBase):
    """Used in tests: keeps what would be sent."""

    def __init__(self) -> None:
        super().__init__("memory:")
        self.sent: list[str] = []

    def _send_body(self, body: str) -> None:
        self.sent.append(body)
