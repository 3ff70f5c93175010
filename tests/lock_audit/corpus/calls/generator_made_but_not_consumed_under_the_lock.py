# corpus: strict not checked
"""Making a generator runs none of it; it is consumed after the release."""
import threading

import requests

_lock = threading.Lock()
_names: list[str] = []


def _download(names: list[str]):
    for name in names:
        yield requests.get("https://pages.example/" + name, timeout=1).text


def pages() -> list[str]:
    with _lock:
        names = list(_names)
        found = _download(names)
    return list(found)


def lengths() -> list[int]:
    with _lock:
        names = sorted(_names)
        texts = (requests.get("https://pages.example/" + name, timeout=1).text for name in names)
    return [len(text) for text in texts]


def add(name: str) -> int:
    with _lock:
        _names.append(name)
        return len(_names)
