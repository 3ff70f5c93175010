from __future__ import annotations

import smtplib
import threading
from email.message import EmailMessage


class DigestMailer:
    def __init__(self, host: str, to: str) -> None:
        self._host = host
        self._to = to
        self._lock = threading.Lock()
        self._lines: list[str] = []

    def changed(self, user: str, online: bool) -> None:
        with self._lock:
            self._lines.append(f"{user} {'on' if online else 'off'}")

    def _compose(self) -> EmailMessage:
        msg = EmailMessage()
        msg["To"] = self._to
        msg["Subject"] = f"{len(self._lines)} changes"
        msg.set_content("\n".join(self._lines))
        return msg

    def send_digest(self) -> bool:
        with self._lock:
            if not self._lines:
                return False
            msg = self._compose()
            self._lines.clear()
        with smtplib.SMTP(self._host, timeout=10) as smtp:
            smtp.send_message(msg)
        return True
