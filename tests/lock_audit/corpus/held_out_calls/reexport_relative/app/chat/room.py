# corpus: strict not checked
from threading import Lock

from ..net import Notifier, dns


class Room:
    def __init__(self, host):
        self.lock = Lock()
        self.notifier = Notifier(host)
        self.host = host
        self.lines = []

    def say(self, text):
        with self.lock:
            self.lines.append(text)
            self.notifier.set_text(text)
            self.notifier.push()  # expect: LCK005 via push -> request

    def check(self):
        with self.lock:
            dns.is_local(self.host)  # expect: LCK005 via is_local -> getaddrinfo
            return len(self.lines)

    def whisper(self, text):
        with self.lock:
            self.lines.append(text)
            self.notifier.set_text(text)
        self.notifier.push()
