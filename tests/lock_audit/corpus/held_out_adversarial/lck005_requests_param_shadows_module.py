# corpus: strict not checked
import threading
import requests as http
import requests

_lock = threading.Lock()


def count(requests: dict[str, int], host: str) -> int:
    with _lock:
        requests[host] = 1
        return requests.get(host, 0)


def fetch(host: str) -> int:
    with _lock:
        return http.get(host, timeout=1).status_code  # expect: LCK005


def fetch_ok(host: str) -> int:
    r = requests.get(host, timeout=1)
    with _lock:
        return r.status_code
