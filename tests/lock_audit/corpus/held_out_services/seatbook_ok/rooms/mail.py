from __future__ import annotations

import smtplib
from email.message import EmailMessage


class Outbox:
    def __init__(self, host: str, sender: str) -> None:
        self.host = host
        self.sender = sender

    def send(self, to: str, text: str) -> None:
        msg = EmailMessage()
        msg["From"], msg["To"], msg["Subject"] = self.sender, to, "Rooms"
        msg.set_content(text)
        with smtplib.SMTP(self.host, timeout=5) as smtp:
            smtp.send_message(msg)
