# corpus: strict not checked
import threading

_lock = threading.Lock()
_n = []


def ignored():
    _lock.acquire(timeout=1)  # expect: LCK008
    try:
        _n.append(1)
    finally:
        _lock.release()


def ignored_nonblocking():
    _lock.acquire(False)  # expect: LCK008
    try:
        _n.append(1)
    finally:
        _lock.release()


def released_unsure():
    ok = _lock.acquire(timeout=1)  # expect: LCK008
    try:
        if ok:
            _n.append(1)
    finally:
        _lock.release()


def tested_later():
    ok = _lock.acquire(timeout=1)
    try:
        if ok:
            _n.append(1)
    finally:
        if ok:
            _lock.release()
