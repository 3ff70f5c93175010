# corpus: strict not checked
import smtplib
import threading
from email.message import EmailMessage


class MailQueue:
    def __init__(self, host: str) -> None:
        self._host = host
        self._lock = threading.Lock()
        self._waiting: list[EmailMessage] = []
        self._failed = 0

    def add(self, to: str, subject: str, text: str) -> int:
        message = EmailMessage()
        message["To"], message["Subject"] = to, subject
        message.set_content(text)
        with self._lock:
            self._waiting.append(message)
            return len(self._waiting)

    def flush(self) -> int:
        with self._lock:
            messages, self._waiting = self._waiting, []
        if not messages:
            return 0
        failed: list[EmailMessage] = []
        with smtplib.SMTP(self._host, timeout=5) as smtp:
            for message in messages:
                try:
                    smtp.send_message(message)
                except smtplib.SMTPException:
                    failed.append(message)
        with self._lock:
            self._waiting.extend(failed)
            self._failed += len(failed)
        return len(messages) - len(failed)

    def subjects(self) -> list[str]:
        with self._lock:
            return [str(message["Subject"]) for message in self._waiting]
