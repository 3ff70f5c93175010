# corpus: strict not checked
import smtplib
import threading
from email.message import EmailMessage

_lock = threading.Lock()
_sent = {"n": 0}


def send(to: str) -> None:
    msg = EmailMessage()
    with _lock:
        msg["To"] = to
        msg.set_content("hello")
        with smtplib.SMTP("localhost", 25, timeout=3) as smtp:  # expect: LCK005
            smtp.send_message(msg)  # expect: LCK005
        _sent["n"] += 1


def send_ok(to: str) -> None:
    with _lock:
        msg = EmailMessage()
        msg["To"] = to
        msg.set_content("hello")
        _sent["n"] += 1
    with smtplib.SMTP("localhost", 25, timeout=3) as smtp:
        smtp.send_message(msg)
