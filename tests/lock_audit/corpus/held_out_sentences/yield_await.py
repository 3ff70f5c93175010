# corpus: strict not checked
import threading

_lock = threading.Lock()
_rows = []


async def ping():
    return 1


async def bad():
    with _lock:
        _rows.append(1)
        await ping()  # expect: LCK009


async def good():
    with _lock:
        n = len(_rows)
    await ping()
    return n


def each():
    with _lock:
        for row in _rows:
            yield row  # expect: LCK009


def each_from():
    with _lock:
        yield from _rows  # expect: LCK009


def each_copy():
    with _lock:
        rows = list(_rows)
    yield from rows
