import threading
import time


class Busy(Exception):
    pass


class Store(object):
    def __init__(self):
        self.lock = threading.Lock()
        self.sessions = {}
        self.users = {}

    def password_hash(self, name):
        user = self.users.get(name)
        return user["hash"] if user else b""

    def put_session(self, sid, name):
        self.sessions[sid] = (name, time.time())

    def drop_session(self, sid):
        return self.sessions.pop(sid, None) is not None


def with_storage(store, label, fn, timeout=1.0):
    if not store.lock.acquire(timeout=timeout):
        raise Busy(label)
    try:
        return fn(store)
    finally:
        store.lock.release()
