# corpus: strict not checked
import threading

try:
    import httpx as client
except ImportError:
    import requests as client

_lock = threading.Lock()
_n = {"v": 0}


def bad(url: str) -> int:
    with _lock:
        return client.get(url, timeout=1).status_code  # expect: LCK005


def good(url: str) -> int:
    code = client.get(url, timeout=1).status_code
    with _lock:
        _n["v"] = code
    return code
