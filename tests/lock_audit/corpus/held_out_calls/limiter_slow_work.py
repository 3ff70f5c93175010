# corpus: strict not checked
"""A hash queue: at most four hashes and two downloads at a time."""
import os
import subprocess
import threading
import time

import bcrypt
import requests

_hash_slots = threading.Semaphore(4)
_download_slots = threading.BoundedSemaphore(max(1, (os.cpu_count() or 2) // 2))


def hash_password(plain, salt):
    if not _hash_slots.acquire(timeout=2.0):
        raise TimeoutError("hash queue full")
    try:
        return bcrypt.hashpw(plain, salt)
    finally:
        _hash_slots.release()


def download(url):
    with _download_slots:
        answer = requests.get(url, timeout=10)
        time.sleep(0.1)
    return answer.content


def convert(path):
    with _hash_slots:
        subprocess.run(["convert", path], check=True)
        with open(path + ".out") as src:
            return src.read()
