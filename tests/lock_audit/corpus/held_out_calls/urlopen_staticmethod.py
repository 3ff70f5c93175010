# corpus: strict not checked
import threading
import urllib.request as ur


class Feeds:
    _lock = threading.Lock()
    _bodies = {}

    @staticmethod
    def _get(url):
        return ur.urlopen(url, timeout=4)

    @classmethod
    def _load(cls, url):
        return cls._get(url)

    @classmethod
    def body(cls, url):
        with cls._lock:
            if url not in cls._bodies:
                cls._bodies[url] = cls._load(url)  # expect: LCK005 via _load -> _get -> urlopen
            return len(cls._bodies)

    @classmethod
    def drop(cls, url):
        with cls._lock:
            cls._bodies.pop(url, None)
