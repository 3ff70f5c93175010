# corpus: strict not checked
"""Two classes define save(); an untyped receiver is not guessed."""
import sqlite3
import threading


class DiskSink:
    def __init__(self, path):
        self.conn = sqlite3.connect(path)

    def save(self, item):
        self.conn.execute("INSERT INTO items VALUES (?)", (item,))


class MemorySink:
    def __init__(self):
        self.items = []

    def save(self, item):
        self.items.append(item)


_lock = threading.Lock()
_count = {"saved": 0}


def store(sink, item):
    with _lock:
        sink.save(item)
        _count["saved"] += 1
        return _count["saved"]


def store_typed(sink: MemorySink, item):
    with _lock:
        sink.save(item)


def store_disk(sink: DiskSink, item):
    sink.save(item)
    with _lock:
        _count["saved"] += 1
