# corpus: strict not checked
import threading
import time
import bcrypt
import urllib.request

_lock = threading.Lock()


def work(url: str, pw: bytes) -> bytes:
    time.sleep(0.1)
    with urllib.request.urlopen(url, timeout=1) as r:
        return bcrypt.hashpw(pw, r.read())


def bad(url: str, pw: bytes) -> bytes:
    with _lock:
        return work(url, pw)  # expect: LCK006 via work -> sleep; LCK005 via work -> urlopen; LCK003 via work -> hashpw


def good(url: str, pw: bytes) -> bytes:
    out = work(url, pw)
    with _lock:
        return out
