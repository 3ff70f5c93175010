from __future__ import annotations

import threading
import time

import requests

from . import guards
from .guards import counted, exclusive, guarded_by, retried

_terms: dict[str, list[int]] = {}
_meta_lock = threading.Lock()
_meta: dict[str, str] = {}


@exclusive
def rebuild(url: str) -> int:
    docs = _download(url)  # expect: LCK005 via _download -> requests.get
    for number, text in enumerate(docs):
        for term in text.split():
            _terms.setdefault(term, []).append(number)
    return len(_terms)


def _download(url: str) -> list[str]:
    return requests.get(url, timeout=5).json()


@guards.exclusive
def lookup(term: str) -> tuple[int, ...]:
    return tuple(_terms.get(term, ()))


@guarded_by(_meta_lock)
def set_meta(key: str, value: str) -> None:
    _meta[key] = value
    time.sleep(0.01)  # expect: LCK006


@guarded_by(_meta_lock)
def get_meta(key: str) -> str:
    return _meta.get(key, "")


@counted
def fetch(url: str) -> list[str]:
    time.sleep(0.01)
    return _download(url)


@retried
def parse(text: str) -> int:
    return int(text)


def parse_size() -> int:
    with _meta_lock:
        return parse(_meta["size"])  # expect: LCK006


def parse_size_right() -> int:
    with _meta_lock:
        text = _meta["size"]
    return parse(text)


def rename(term: str) -> tuple[int, ...]:
    with guards.index_lock:
        _terms.pop(term, None)
        return lookup(term)  # expect: LCK007


def rename_right(term: str) -> tuple[int, ...]:
    with guards.index_lock:
        _terms.pop(term, None)
    return lookup(term)
