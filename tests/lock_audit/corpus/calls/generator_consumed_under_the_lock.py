# corpus: strict not checked
"""A generator works when somebody iterates: in a for, a list(), a comprehension, a yield from."""
import threading

import requests

_lock = threading.Lock()
_pages: dict[int, str] = {}


def _download(last: int):
    for number in range(last):
        yield requests.get(f"https://pages.example/{number}", timeout=1).text


def _numbers(last: int):
    yield from range(last)


def fill(last: int) -> int:
    with _lock:
        for page in _download(last):  # expect: LCK005 via _download -> requests.get
            _pages[len(_pages)] = page
        return len(_pages)


def fill_at_once(last: int) -> None:
    with _lock:
        _pages.update(enumerate(list(_download(last))))  # expect: LCK005 via _download -> requests.get


def fill_with_lengths(last: int) -> None:
    with _lock:
        lengths = [len(page) for page in _download(last)]  # expect: LCK005 via _download -> requests.get
        _pages[-1] = str(sum(lengths))


def stream(last: int):
    with _lock:
        yield from _download(last)  # expect: LCK005 via _download -> requests.get; LCK009


def fill_with_numbers(last: int) -> int:
    with _lock:
        for number in _numbers(last):
            _pages[number] = str(number)
        return len(_pages)
