# corpus: strict not checked
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx

_locks: dict[str, threading.Lock] = {"a": threading.Lock(), "b": threading.Lock()}
_texts: dict[str, str] = {}


@contextmanager
def locked(name: str) -> Iterator[str]:
    with _locks[name]:
        yield _texts.get(name, "")


@contextmanager
def snapshot(name: str) -> Iterator[str]:
    with _locks[name]:
        text = _texts.get(name, "")
    yield text


def push(name: str) -> int:
    with locked(name) as text:
        return httpx.put("https://mirror.example/", content=text).status_code  # expect: LCK005


def push_snapshot(name: str) -> int:
    with snapshot(name) as text:
        return httpx.put("https://mirror.example/", content=text).status_code


def pull(name: str) -> None:
    with ExitStack() as stack:
        client = stack.enter_context(httpx.Client())
        text = client.get("https://mirror.example/").text
        stack.enter_context(_locks[name])
        _texts[name] = text


def pull_held(name: str) -> None:
    with ExitStack() as stack:
        client = stack.enter_context(httpx.Client())
        stack.enter_context(locked(name))
        _texts[name] = client.get("https://mirror.example/").text  # expect: LCK005


def pull_closed(name: str) -> str:
    stack = ExitStack()
    try:
        stack.enter_context(_locks[name])
        text = _texts[name]
    finally:
        stack.close()
    return httpx.post("https://mirror.example/", content=text).text
