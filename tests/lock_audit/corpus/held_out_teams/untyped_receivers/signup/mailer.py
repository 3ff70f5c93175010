# corpus: strict not checked
import smtplib
from email.message import EmailMessage


class WelcomeMailer:
    def __init__(self, host: str) -> None:
        self._host = host

    def deliver_welcome(self, address: str) -> None:
        message = EmailMessage()
        message["To"] = address
        with smtplib.SMTP(self._host, timeout=5) as smtp:
            smtp.send_message(message)

    def note_event(self, kind: str) -> None:
        self.deliver_welcome(f"{kind}@audit.internal")
