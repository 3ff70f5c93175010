# corpus: strict not checked
import socket
import threading
import time
import urllib.parse
import urllib.request


def memoize(func):
    """Holds one lock around the wrapped function."""
    lock = threading.Lock()
    results = {}

    def wrapper(*args):
        with lock:
            if args not in results:
                results[args] = func(*args)
            return results[args]

    return wrapper


def retry(func):
    def wrapper(*args):
        for attempt in range(3):
            try:
                return func(*args)
            except OSError:
                time.sleep(attempt)
        raise OSError("gave up")

    return wrapper


@memoize
def reverse_name(ip):
    return socket.gethostbyaddr(ip)[0]  # expect: LCK005


@memoize
def network_of(ip):
    return ".".join(ip.split(".")[:3])


@retry
def download(url):
    with urllib.request.urlopen(url, timeout=2) as reply:
        return reply.read()


def build_url(base, ip):
    return base + "?" + urllib.parse.urlencode({"ip": ip})


class GeoService(object):
    def __init__(self, base):
        self.base = base
        self._lock = threading.Lock()
        self._known = {}
        self._denied = set()

    def _fetch(self, ip):
        request = urllib.request.Request(build_url(self.base, ip))
        return urllib.request.urlopen(request, timeout=2)

    def lookup(self, ip):
        with self._lock:
            if ip not in self._known:
                self._known[ip] = self._fetch(ip)  # expect: LCK005 via _fetch -> urlopen
            return self._known[ip]

    def prepare(self, ip):
        with self._lock:
            if ip in self._denied:
                return None
            return urllib.request.Request(build_url(self.base, ip))

    def lookup_late(self, ip):
        body = download(build_url(self.base, ip))
        with self._lock:
            self._known[ip] = body
        return body

    def deny(self, ip):
        if self._lock.acquire(timeout=1):
            try:
                self._denied.add(ip)
            finally:
                self._lock.release()

    def denied(self):
        with self._lock:
            denied = self._denied
            return denied  # expect: LCK009

    def forget(self, ip):
        with threading.RLock():  # expect: LCK010
            return self._known.pop(ip, None)

    def allow(self, ip):
        if not self._lock.acquire(timeout=1):  # expect: LCK008
            return
        if ip in self._denied:
            self._denied.remove(ip)
        self._lock.release()
