# corpus: strict not checked
import smtplib
import threading
from email.message import EmailMessage
from smtplib import SMTP_SSL


class Mailer:
    def __init__(self, host: str) -> None:
        self._host = host
        self._lock = threading.Lock()
        self._smtp = smtplib.SMTP(host, timeout=5)
        self._sent = 0

    def send(self, message: EmailMessage) -> int:
        with self._lock:
            self._smtp.send_message(message)  # expect: LCK005
            self._sent += 1
            return self._sent

    def send_raw(self, to: str, text: str) -> None:
        with self._lock:
            self._smtp.sendmail("noreply@example.com", to, text)  # expect: LCK005
            self._sent += 1

    def reconnect(self, user: str, password: str) -> None:
        with self._lock:
            self._smtp = smtplib.SMTP(self._host, 587, timeout=5)  # expect: LCK005
            self._smtp.login(user, password)  # expect: LCK005

    def send_safely(self, message: EmailMessage) -> None:
        with SMTP_SSL(self._host, timeout=5) as smtp:
            smtp.send_message(message)
        with self._lock:
            self._sent += 1

    def send_once(self, message: EmailMessage) -> None:
        with self._lock:
            self._sent += 1
            with SMTP_SSL(self._host, timeout=5) as smtp:  # expect: LCK005
                smtp.send_message(message)  # expect: LCK005
