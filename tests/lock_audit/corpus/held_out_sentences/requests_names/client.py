# corpus: strict not checked
import threading

import requests as rq

_lock = threading.Lock()
_session = rq.Session()
_etags = {}


def refresh(url):
    with _lock:
        _etags[url] = rq.get(url, timeout=1).text  # expect: LCK005
        _session.post(url, json={}, timeout=1)  # expect: LCK005


def build(url):
    with _lock:
        _etags[url] = "x"
        return rq.Request("GET", url)
