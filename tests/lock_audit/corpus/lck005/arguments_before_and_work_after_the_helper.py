# corpus: strict not checked
"""Only what runs inside the callback runs under the lock."""

import socket
from functools import partial

import requests
from service.limits import with_lock
from service.storage import with_storage


def refresh(storage, name: str) -> int:
    with_storage(storage, "refresh", partial(_put, name, requests.get("https://x.example/", timeout=2).text))
    return with_storage(storage, "length", lambda s: len(s.texts[name]))


def _put(name: str, text: str, state) -> None:
    state.texts[name] = text


def register(lock, hosts: dict[str, str], host: str) -> None:
    with_lock(lock, "register", lambda address=socket.gethostbyname(host): hosts.update({host: address}))


def announce(storage, name: str) -> int:
    return requests.post("https://x.example/", data=with_storage(storage, "text", lambda s: s.texts[name])).status_code


def later(storage, name: str):
    def send(text: str) -> None:
        requests.post("https://x.example/", data=text, timeout=2)

    with_storage(storage, "queue", lambda s: s.jobs.append(send))
    return send
