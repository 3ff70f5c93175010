# corpus: strict not checked
from dataclasses import dataclass, field
import threading

import jwt


class Signer:
    def __init__(self, key):
        self.key = key

    def __call__(self, payload):
        return jwt.encode(payload, self.key, algorithm="HS512")


class Echo:
    def __call__(self, payload):
        return repr(payload)


@dataclass
class Outbox:
    signer: Signer
    preview: Echo
    lock: threading.Lock = field(default_factory=threading.Lock)
    pending: list = field(default_factory=list)

    def add(self, payload):
        with self.lock:
            self.pending.append(payload)

    def seal_last(self):
        with self.lock:
            last = self.pending.pop()
            return self.signer(last)  # expect: LCK003 via signer -> encode

    def show_last(self):
        with self.lock:
            last = self.pending[-1]
            return self.preview(last)
