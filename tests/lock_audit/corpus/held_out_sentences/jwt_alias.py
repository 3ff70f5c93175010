# corpus: strict not checked
import threading

import jwt as pyjwt
from jwt import decode as open_token

KEY = "k"
_lock = threading.Lock()
_live = {}


def issue(name):
    with _lock:
        _live[name] = pyjwt.encode({"n": name}, KEY, algorithm="HS256")  # expect: LCK003


def read(token):
    with _lock:
        return open_token(token, KEY, algorithms=["HS256"])["n"]  # expect: LCK003


def text_only(name: str, raw: bytes):
    with _lock:
        _live[name.encode("utf-8")] = raw.decode("utf-8")
        return "x".encode()


def issue_after(name):
    with _lock:
        _live[name] = ""
    return pyjwt.encode({"n": name}, KEY, algorithm="HS256")
