# corpus: strict not checked
import threading
import urllib.parse
import urllib.request
from http.client import HTTPSConnection

_lock = threading.Lock()
_q: list = []


def plan(base: str, path: str) -> int:
    with _lock:
        url = urllib.parse.urljoin(base, path)
        req = urllib.request.Request(url, headers={"a": urllib.parse.quote(path)})
        _q.append(req)
        return len(_q)


def go(conn: HTTPSConnection) -> int:
    with _lock:
        conn.request("GET", "/")  # expect: LCK005
        return conn.getresponse().status  # expect: LCK005


def go2(base: str) -> int:
    with _lock:
        return urllib.request.urlopen(base, timeout=1).status  # expect: LCK005
