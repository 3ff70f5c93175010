# corpus: strict not checked
import threading
import time

_printer = threading.Semaphore(1)
_scanner = threading.BoundedSemaphore(1)
_pages = {"printed": 0}


def _warm_up():
    time.sleep(0.8)


def print_page(text):
    with _printer:
        _warm_up()  # expect: LCK006 via _warm_up -> sleep
        _pages["printed"] += 1


def scan(path):
    if not _scanner.acquire(timeout=1.0):
        return None
    try:
        return open(path, "rb")  # expect: LCK006
    finally:
        _scanner.release()


def printed():
    with _printer:
        return _pages["printed"]
