# corpus: strict not checked
"""`Lock` in this module is an advisory lock of the database; not a thread lock."""
import asyncio


class Lock:
    def __init__(self, session, key):
        self.session = session
        self.key = key

    def __enter__(self):
        self.session.advisory_lock(self.key)
        return self

    def __exit__(self, *exc):
        self.session.advisory_unlock(self.key)


def migrate(session, steps):
    with Lock(session, "migrate"):
        for step in steps:
            step(session)


async def pause(seconds):
    async with asyncio.Lock():
        await asyncio.sleep(seconds)


def check(session):
    lock = Lock(session, "check")
    with lock:
        return session.version()
