# corpus: strict not checked
"""No lock enters these stacks, or it is gone when the slow work starts."""
import threading
from contextlib import ExitStack

import requests

_lock = threading.Lock()
_urls: list[str] = []


def fetch_all() -> list[bytes]:
    with ExitStack() as stack:
        stack.enter_context(_lock)
        urls = list(_urls)
    with ExitStack() as stack:
        session = stack.enter_context(requests.Session())
        return [session.get(url, timeout=1).content for url in urls]


def add(url: str) -> int:
    if not _lock.acquire(timeout=0.2):
        raise TimeoutError(url)
    with ExitStack() as stack:
        stack.callback(_lock.release)
        _urls.append(url)
        return len(_urls)


def fetch(url: str) -> bytes:
    add(url)
    return requests.get(url, timeout=1).content
