# corpus: strict not checked
import functools
import threading
from collections.abc import Callable
from typing import Any

import requests

_lock = threading.Lock()
_calls: dict[str, int] = {}


def one_at_a_time(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        with _lock:
            _calls[function.__name__] = _calls.get(function.__name__, 0) + 1
            return function(*args, **kwargs)

    return call


def counted(label: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            with _lock:
                _calls[label] = _calls.get(label, 0) + 1
            return function(*args)

        return call

    return decorate


def plain(function: Callable[..., Any]) -> Callable[..., Any]:
    function.plain = True
    return function


@one_at_a_time
def download(url: str) -> bytes:
    return _get(url)  # expect: LCK005 via _get -> requests.get


@counted("upload")
def upload(url: str) -> int:
    return requests.put(url, timeout=2).status_code


@plain
def _get(url: str) -> bytes:
    return requests.get(url, timeout=2).content
