# corpus: strict not checked
import http.client
import threading
import urllib.request
from urllib.request import urlopen

import httpx
import urllib3

_lock = threading.Lock()
_pages: dict[str, object] = {}
_manager = urllib3.PoolManager()
_client = httpx.Client(timeout=2)


def fetch_all(host: str) -> int:
    url = f"https://{host}/"
    conn = http.client.HTTPSConnection(host, timeout=2)
    with _lock:
        _pages["urlopen"] = urlopen(url, timeout=2)  # expect: LCK005
        _pages["urllib"] = urllib.request.urlopen(url, timeout=2)  # expect: LCK005
        _pages["httpx"] = httpx.get(url)  # expect: LCK005
        _pages["client"] = _client.post(url, json={})  # expect: LCK005
        _pages["urllib3"] = _manager.request("GET", url)  # expect: LCK005
        conn.request("GET", "/")  # expect: LCK005
        _pages["http"] = conn.getresponse()  # expect: LCK005
        return len(_pages)


def fetch_outside(host: str) -> None:
    page = httpx.get(f"https://{host}/")
    other = _manager.request("GET", f"https://{host}/other")
    with _lock:
        _pages["httpx"] = page.status_code
        _pages["urllib3"] = other.status
