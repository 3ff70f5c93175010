# corpus: strict not checked
"""Editing leases: class Lock here is a database row."""
from dataclasses import dataclass


@dataclass
class Lock:
    owner: str
    doc: int

    def acquire(self):
        return bool(self.owner)

    def release(self):
        self.owner = ""

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.release()


def edit(doc, user):
    lock = Lock(user, doc)
    if not lock.acquire():
        return {"error": "taken"}
    return {"owner": lock.owner}


def touch(doc, user):
    with Lock(user, doc) as lock:
        return {"doc": lock.doc}
