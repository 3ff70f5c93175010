# corpus: strict not checked
import smtplib
from email.message import EmailMessage


class Transport:
    def __init__(self, host: str, port: int = 25) -> None:
        self._host = host
        self._port = port

    def send(self, message: EmailMessage) -> None:
        with smtplib.SMTP(self._host, self._port, timeout=5) as smtp:
            smtp.send_message(message)


def deliver(transport: Transport, messages: list[EmailMessage]) -> int:
    for message in messages:
        transport.send(message)
    return len(messages)
