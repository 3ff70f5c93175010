# corpus: strict not checked
import threading
from email.message import EmailMessage

from .transport import Transport, deliver


class Outbox:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._lock = threading.Lock()
        self._pending: list[EmailMessage] = []

    def queue_welcome(self, address: str) -> int:
        with self._lock:
            message = EmailMessage()
            message["To"] = address
            message["Subject"] = "Welcome"
            message.set_content("Hello")
            self._pending.append(message)
            return len(self._pending)

    def flush(self) -> int:
        with self._lock:
            sent = deliver(self._transport, list(self._pending))  # expect: LCK005 via deliver -> send -> SMTP
            self._pending.clear()
        return sent

    def flush_outside(self) -> int:
        with self._lock:
            batch, self._pending = self._pending, []
        return deliver(self._transport, batch)
