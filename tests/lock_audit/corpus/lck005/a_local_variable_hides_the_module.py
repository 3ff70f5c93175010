# corpus: strict not checked
import threading

import httpx
import requests

_lock = threading.Lock()
_open: dict[str, list[str]] = {}


def pending(name: str) -> int:
    with _lock:
        requests = _open.setdefault(name, [])
        requests.append(name)
        return len(requests)


def first(name: str, requests: dict[str, str]) -> str | None:
    with _lock:
        _open[name] = []
        return requests.get(name)


def names(name: str) -> list[str]:
    with _lock:
        return [httpx.upper() for httpx in _open.get(name, ())]


def refresh(name: str) -> int:
    status = requests.get(f"https://example.com/{name}", timeout=2).status_code
    with _lock:
        _open.pop(name, None)
    return status + httpx.get("https://example.com/").status_code


def refresh_held(name: str) -> None:
    with _lock:
        _open[name] = requests.get(f"https://example.com/{name}", timeout=2).text.split()  # expect: LCK005
