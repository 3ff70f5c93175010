# corpus: strict not checked
"""URLs, requests and messages are built under the lock; nothing is sent."""
import threading
import urllib.parse
import urllib.request
from email.message import EmailMessage

_outbox_lock = threading.Lock()
_outbox: list[object] = []
requests: dict[str, int] = {}


class Session:
    """A web session in memory: get and post move entries of a dict."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self._values.get(key)

    def post(self, key: str, value: str) -> None:
        self._values[key] = value


def build(url: str, query: dict[str, str]) -> urllib.request.Request:
    with _outbox_lock:
        full = url + "?" + urllib.parse.urlencode(query)
        request = urllib.request.Request(full, headers={"Accept": "text/plain"})
        _outbox.append(request)
        return request


def compose(to: str) -> None:
    with _outbox_lock:
        message = EmailMessage()
        message["To"] = to
        message.set_content("hello")
        _outbox.append(message)


def count(url: str) -> int:
    with _outbox_lock:
        seen = requests.get(url, 0) + 1
        requests[url] = seen
        return seen


def switch(session: Session, socket: dict[str, str]) -> str | None:
    with _outbox_lock:
        session.post("lamp", "on")
        socket.update(state="on")
        return session.get("lamp")


def host_of(url: str) -> str | None:
    with _outbox_lock:
        parts = urllib.parse.urlsplit(url)
        return parts.hostname
