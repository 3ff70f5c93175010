# corpus: strict not checked
"""Outgoing mail: an outbox flushed over SMTP."""
from __future__ import annotations

import smtplib
import socket
import threading
from contextlib import ExitStack
from email.message import EmailMessage


class LockTimeout(Exception):
    pass


class Mailer:
    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._lock = threading.Lock()
        self._outbox: list[EmailMessage] = []
        self._sent = 0

    def queue(self, to: str, subject: str, body: str) -> int:
        message = EmailMessage()
        message["To"] = to
        message["Subject"] = subject
        message.set_content(body)
        with self._lock:
            self._outbox.append(message)
            return len(self._outbox)

    def flush(self) -> int:
        with ExitStack() as stack:
            stack.enter_context(self._lock)
            for message in self._outbox:
                self._deliver(message)  # expect: LCK005 via _deliver -> _send -> smtplib.SMTP
            count = len(self._outbox)
            self._outbox.clear()
        return count

    def flush_right(self) -> int:
        with ExitStack() as stack:
            stack.enter_context(self._lock)
            batch = list(self._outbox)
            self._outbox.clear()
        for message in batch:
            self._deliver(message)
        return len(batch)

    def flush_closed(self) -> int:
        stack = ExitStack()
        with stack:
            stack.enter_context(self._lock)
            batch = self._outbox[:]
            self._outbox.clear()
            stack.close()
            for message in batch:
                self._deliver(message)
        return len(batch)

    def flush_bounded(self) -> int:
        with ExitStack() as stack:
            if not self._lock.acquire(timeout=1.0):
                raise LockTimeout("outbox")
            stack.callback(self._lock.release)
            self._sent += len(self._outbox)
            self._outbox.clear()
            return self._sent

    def probe(self) -> str:
        with ExitStack() as stack:
            if not self._lock.acquire(timeout=1.0):
                raise LockTimeout("outbox")
            stack.callback(self._lock.release)
            address = socket.gethostbyname(self._host)  # expect: LCK005
            return f"{address}:{len(self._outbox)}"

    def hello(self) -> None:
        with self._lock:
            sock = socket.create_connection((self._host, self._port), timeout=2)  # expect: LCK005
        sock.close()

    def _deliver(self, message: EmailMessage) -> None:
        message["From"] = "noreply@example.net"
        self._send(message)

    def _send(self, message: EmailMessage) -> None:
        with smtplib.SMTP(self._host, self._port, timeout=5) as smtp:
            smtp.send_message(message)
