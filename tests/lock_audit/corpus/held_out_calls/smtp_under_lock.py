# corpus: strict not checked
import smtplib
import threading
from email.message import EmailMessage

_outbox_lock = threading.Lock()
_outbox = []


def _deliver(message):
    with smtplib.SMTP("mail.example", 25, timeout=10) as server:
        server.send_message(message)


def queue_mail(to, subject):
    message = EmailMessage()
    message["To"] = to
    message["Subject"] = subject
    with _outbox_lock:
        _outbox.append(message)
        return len(_outbox)


def flush():
    with _outbox_lock:
        while _outbox:
            message = _outbox.pop(0)
            _deliver(message)  # expect: LCK005 via _deliver -> SMTP
