# corpus: strict not checked
"""Metrics push: the suppression belongs to the call under the lock, not to the helper or the with."""
import threading
import time

import requests

URL = "http://localhost:9091/metrics"
_samples_lock = threading.Lock()
_samples: list[dict[str, float]] = []


def _post(payload: dict[str, float]) -> None:
    # expect-next: LCK000
    requests.post(URL, json=payload, timeout=2)  # lock-audit: allow LCK005 -- the gateway is on localhost


def _pause(why: str) -> None:
    time.sleep(len(why) / 1000)


def push(payload: dict[str, float]) -> None:
    """Send one sample.

    # lock-audit: allow LCK005 -- this is a docstring, no comment
    """
    with _samples_lock:
        _post(payload)  # expect: LCK005 via _post -> requests.post
        _samples.append(payload)


def push_all() -> None:
    # expect-next: LCK000
    with _samples_lock:  # lock-audit: allow LCK005 -- the gateway is on localhost
        while _samples:
            _post(_samples.pop())  # expect: LCK005 via _post -> requests.post


def nap() -> None:
    with _samples_lock:
        _pause("# lock-audit: allow LCK006 -- short")  # expect: LCK006 via _pause -> time.sleep


def nap_twice() -> None:
    with _samples_lock:
        _pause("one")  # lock-audit: allow LCK006 -- three milliseconds, counted  # expect: LCK006[suppressed]
        _pause("two")  # expect: LCK006 via _pause -> time.sleep
