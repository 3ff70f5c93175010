# corpus: strict not checked
import smtplib
import threading
from email.message import EmailMessage
from email.utils import formataddr


class Newsletter:
    def __init__(self, host):
        self._host = host
        self._lock = threading.Lock()
        self._subscribers = {}

    def subscribe(self, name, address):
        with self._lock:
            self._subscribers[name] = address

    def _message(self, text):
        message = EmailMessage()
        message["Subject"] = "News"
        message["Bcc"] = ", ".join(formataddr(p) for p in self._subscribers.items())
        message.set_content(text)
        return message

    def send(self, text):
        with self._lock:
            message = self._message(text)
        with smtplib.SMTP(self._host, timeout=5) as server:
            server.send_message(message)

    def sizes(self):
        with self._lock:
            return ",".join([str(len(a)) for a in self._subscribers.values()])
