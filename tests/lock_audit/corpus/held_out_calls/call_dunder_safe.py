# corpus: strict not checked
from dataclasses import dataclass, field
import threading

import jwt


class Signer:
    def __init__(self, key):
        self.key = key

    def __call__(self, payload):
        return jwt.encode(payload, self.key, algorithm="HS512")


@dataclass
class Outbox:
    signer: Signer
    lock: threading.Lock = field(default_factory=threading.Lock)
    pending: list = field(default_factory=list)
    jobs: dict = field(default_factory=dict)

    def add(self, payload):
        with self.lock:
            self.pending.append(payload)
            self.jobs[len(self.jobs)] = self.signer

    def seal_last(self):
        with self.lock:
            last = self.pending.pop()
            signer = self.signer
        return signer(last)

    def schedule(self, payload):
        with self.lock:
            later = lambda: self.signer(payload)
            self.jobs["later"] = later
        return len(self.jobs)
