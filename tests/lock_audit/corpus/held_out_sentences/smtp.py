# corpus: strict not checked
import smtplib
import threading
from email.message import EmailMessage

_lock = threading.Lock()
_outbox = []


def build(to):
    with _lock:
        msg = EmailMessage()
        msg["To"] = to
        msg.set_content("hi")
        _outbox.append(msg)


def send(to):
    with _lock:
        msg = _outbox.pop()
        with smtplib.SMTP("mail", 25, timeout=2) as smtp:  # expect: LCK005
            smtp.send_message(msg)  # expect: LCK005


def send_after():
    with _lock:
        batch = list(_outbox)
    with smtplib.SMTP("mail", 25, timeout=2) as smtp:
        for msg in batch:
            smtp.send_message(msg)
