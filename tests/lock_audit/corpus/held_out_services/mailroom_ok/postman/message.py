from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage


@dataclass(frozen=True)
class Envelope:
    to: str
    subject: str
    text: str
    attempt: int = 0

    def again(self) -> "Envelope":
        return Envelope(self.to, self.subject, self.text, self.attempt + 1)

    def build(self) -> EmailMessage:
        mail = EmailMessage()
        mail["To"] = self.to
        mail["Subject"] = self.subject
        mail.set_content(self.text)
        return mail
