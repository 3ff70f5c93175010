# corpus: strict not checked
import smtplib as mail
import threading
import urllib.request as web
from socket import gethostbyname as resolve

import requests as http

_mutex = threading.Lock()
_send = http.post
_results: dict[str, str] = {}
_session: http.Session | None = None


def connect() -> None:
    global _session
    _session = http.Session()


def by_session(url: str) -> None:
    if _session is None:
        raise RuntimeError("connect first")
    with _mutex:
        _results[url] = _session.get(url, timeout=2).text  # expect: LCK005


def by_alias(url: str) -> None:
    fetch = http.get
    with _mutex:
        _results[url] = fetch(url, timeout=2).text  # expect: LCK005
        _send(url, timeout=2)  # expect: LCK005


def by_module_alias(url: str, host: str) -> None:
    with _mutex:
        _results[url] = str(web.urlopen(url, timeout=2))  # expect: LCK005
        _results[host] = resolve(host)  # expect: LCK005
        _results["mail"] = str(mail.SMTP(host))  # expect: LCK005


def quietly(url: str) -> None:
    fetch = _results.get
    with _mutex:
        _results["last"] = fetch(url) or ""


def with_typed(session: http.Session, url: str) -> None:
    with _mutex:
        _results[url] = session.request("GET", url).text  # expect: LCK005
