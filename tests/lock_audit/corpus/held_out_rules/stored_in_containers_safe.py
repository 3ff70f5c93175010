# corpus: strict not checked
import threading
from types import SimpleNamespace


def make_shards(n):
    shards = []
    for i in range(n):
        lock = threading.Lock()
        shards.append((i, lock, {}))
    return shards


def make_context():
    lock = threading.Lock()
    ctx = SimpleNamespace(lock=lock, jobs=[])
    return ctx


def make_table(names):
    return {name: {"lock": threading.Lock(), "rows": []} for name in names}


def put(shards, key, value):
    _, lock, table = shards[len(key) % len(shards)]
    with lock:
        table[key] = value


def bind(handlers):
    guard = threading.Lock()
    for handler in handlers:
        handler.bind(guard)
    with guard:
        return len(handlers)
