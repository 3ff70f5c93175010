# corpus: strict not checked
import threading
from functools import lru_cache, cache
import socket

_lock = threading.Lock()
_hits = {"n": 0}


@lru_cache(maxsize=128)
def resolve(host: str) -> list:
    return socket.getaddrinfo(host, 443)


@cache
def lower(host: str) -> str:
    return host.lower()


def hit(host: str) -> int:
    with _lock:
        _hits["n"] += 1
        lower(host)
        return len(resolve(host))  # expect: LCK005 via resolve -> getaddrinfo
