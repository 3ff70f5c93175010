import hashlib
import time

from .state import AUDIENCE_LOCK, audiences


def bucket(user):
    return int(hashlib.sha256(user.encode()).hexdigest(), 16) % 100


def in_audience(rule, user):
    with AUDIENCE_LOCK:
        members = audiences.get(rule, ())
        return user in members or bucket(user) < 10


def define(name, members):
    take = AUDIENCE_LOCK.acquire
    take()  # expect: LCK001
    try:
        audiences[name] = frozenset(members)
    finally:
        AUDIENCE_LOCK.release()


def throttle():
    time.sleep(0.1)


def define_slowly(groups):
    for name, members in groups.items():
        with AUDIENCE_LOCK:
            audiences[name] = frozenset(members)
            throttle()  # expect: LCK006 via throttle -> sleep
        throttle()
