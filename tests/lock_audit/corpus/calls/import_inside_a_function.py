# corpus: strict not checked
"""A helper imports what it needs when it runs."""
import threading

_lock = threading.Lock()
_codes: dict[str, int] = {}


def _ask(host: str) -> int:
    import requests

    return requests.head("https://" + host, timeout=1).status_code


def _parse(text: str) -> dict[str, int]:
    import json

    return json.loads(text)


def check(host: str) -> None:
    with _lock:
        _codes[host] = _ask(host)  # expect: LCK005 via _ask -> requests.head


def sleep_and_check(host: str) -> None:
    from time import sleep

    with _lock:
        sleep(0.1)  # expect: LCK006
        _codes[host] = 0
    sleep(0.1)


def load(text: str) -> int:
    with _lock:
        _codes.update(_parse(text))
        return len(_codes)
