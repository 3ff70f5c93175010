# corpus: strict not checked
import fcntl
import os

import redis
from filelock import FileLock

client = redis.Redis()
lock = FileLock("/var/run/export.lock")


def export(rows, path):
    lock.acquire()
    try:
        with open(path, "w") as fh:
            for row in rows:
                fh.write(",".join(row) + "\n")
    finally:
        lock.release()


def nightly(job):
    mutex = client.lock("nightly", timeout=60)
    mutex.acquire(blocking=True)
    try:
        return job()
    finally:
        mutex.release()


def exclusive(fd_path):
    fd = os.open(fd_path, os.O_RDWR | os.O_CREAT)
    fcntl.flock(fd, fcntl.LOCK_EX)
    return fd
