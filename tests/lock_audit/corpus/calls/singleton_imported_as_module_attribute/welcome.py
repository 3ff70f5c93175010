# corpus: strict not checked
import threading

import mail
from mail import client

_lock = threading.Lock()
_greeted: set[str] = set()


def greet(to: str) -> None:
    with _lock:
        _greeted.add(to)
        client.send(to)  # expect: LCK005 via send -> post


def greet_by_module(to: str) -> None:
    with _lock:
        _greeted.add(to)
        mail.client.send(to)  # expect: LCK005 via send -> post


def prepare(to: str) -> None:
    with _lock:
        if to not in _greeted:
            client.build(to)
            _greeted.add(to)
