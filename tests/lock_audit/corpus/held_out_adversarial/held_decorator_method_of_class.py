# corpus: strict not checked
import functools
import threading
import urllib.request


def synchronized(method):
    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        with self._mu:
            return method(self, *args, **kwargs)
    return wrapper


class Feed:
    def __init__(self) -> None:
        self._mu = threading.Lock()
        self.n = 0

    @synchronized
    def pull(self, url: str) -> None:
        urllib.request.urlopen(url, timeout=1)  # expect: LCK005

    @synchronized
    def bump(self) -> int:
        self.n += 1
        return self.n

    def plain(self, url: str) -> None:
        urllib.request.urlopen(url, timeout=1)
