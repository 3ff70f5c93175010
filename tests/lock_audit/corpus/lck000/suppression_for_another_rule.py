# corpus: strict not checked
import socket
import threading

import jwt

_lock = threading.Lock()
_hosts: dict[str, str] = {}
KEY = "k"


def resolve(host: str) -> str:
    with _lock:
        # expect-next: LCK000, LCK005
        _hosts[host] = socket.gethostbyname(host)  # lock-audit: allow LCK006 -- the resolver caches
        return _hosts[host]


def sign(host: str) -> str:
    with _lock:
        # expect-next: LCK000
        # lock-audit: allow LCK004 -- signing takes microseconds
        return jwt.encode({"ip": _hosts[host]}, KEY)  # expect: LCK003
