# corpus: strict not checked
"""Modules and functions under another name."""
import threading as t
import time as clock
from time import sleep as rest

import bcrypt as bc
import requests as http
from bcrypt import checkpw as matches
from jwt import encode as sign

_lock = t.Lock()
_tokens: dict[str, str] = {}
requests: dict[str, str] = {}


def login(user: str, password: bytes, digest: bytes) -> bool:
    with _lock:
        if not bc.checkpw(password, digest):  # expect: LCK003
            return False
        if not matches(password, digest):  # expect: LCK003
            return False
        _tokens[user] = sign({"u": user}, "k" * 32, algorithm="HS256")  # expect: LCK003
        http.get("https://audit.example", timeout=1)  # expect: LCK005
        clock.sleep(0.1)  # expect: LCK006
        rest(0.1)  # expect: LCK006
        return True


def note(user: str) -> str | None:
    with _lock:
        requests.update({user: "noted"})
        _tokens[user] = str(clock.monotonic())
        return requests.get(user)
