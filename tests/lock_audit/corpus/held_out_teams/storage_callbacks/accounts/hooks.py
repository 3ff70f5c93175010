# corpus: strict not checked
import requests


class WebhookClient:
    def __init__(self, url: str) -> None:
        self._url = url
        self._session = requests.Session()

    def renamed(self, old: str, new: str) -> None:
        self._post({"event": "renamed", "old": old, "new": new})

    def ping(self) -> bool:
        return self._session.get(self._url, timeout=2).ok

    def _post(self, body: dict) -> None:
        self._session.post(self._url, json=body, timeout=2)
