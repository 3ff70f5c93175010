import threading
from collections import deque

from .transport import BufferTransport, WebhookTransport


class Rooms:
    def __init__(self, transport: WebhookTransport) -> None:
        self._transport = transport
        self._shadow = BufferTransport()
        self._lock = threading.Lock()
        self._members: dict[str, set[str]] = {}
        self._history: dict[str, deque] = {}

    def say(self, room: str, user: str, text: str) -> None:
        with self._lock:
            self._history.setdefault(room, deque(maxlen=200)).append((user, text))
            self._shadow.deliver(room, text)
            self._transport.deliver(room, text)  # expect: LCK005 via deliver -> _send_body -> requests.post

    def join(self, room: str, user: str) -> bool:
        with self._lock:
            if not self._transport.healthy():  # expect: LCK005 via healthy -> requests.head
                return False
            self._members.setdefault(room, set()).add(user)
            return True

    def members(self) -> dict[str, set[str]]:
        with self._lock:
            return self._members  # expect: LCK009

    def member_names(self, room: str) -> list[str]:
        with self._lock:
            return sorted(self._members.get(room, ()))

    def kick(self, room: str, user: str) -> None:
        with self._lock:
            self._members.get(room, set()).discard(user)
            label = ", ".join(sorted(self._members))
        self._transport.deliver(room, f"{user} left ({label})")
