from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import List


@dataclass
class Letter:
    to: str
    subject: str
    body: str
    tries: int = 0
    tags: List[str] = field(default_factory=list)

    def render(self) -> EmailMessage:
        msg = EmailMessage()
        msg["To"] = self.to
        msg["Subject"] = self.subject
        msg.set_content(self.body)
        return msg
