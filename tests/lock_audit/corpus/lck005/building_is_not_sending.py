# corpus: strict not checked
"""URLs, requests and messages are built in memory."""

import http
import http.client
import ipaddress
import socket
import threading
import urllib.request
from email.message import EmailMessage
from email.mime.text import MIMEText
from urllib.parse import quote, urlencode, urljoin, urlsplit

import requests

BASE = "https://api.example/"
_lock = threading.Lock()
_prepared: dict[str, requests.PreparedRequest] = {}
_mails: list[EmailMessage] = []
_hits: dict[str, int] = {}


def link(name: str, page: int) -> str:
    with _lock:
        _hits[name] = _hits.get(name, 0) + 1
        return urljoin(BASE, quote(name)) + "?" + urlencode({"page": page, "hits": _hits[name]})


def prepare(name: str) -> None:
    with _lock:
        _prepared[name] = requests.Request("POST", BASE, json={"name": name}).prepare()


def prepare_plain(name: str) -> urllib.request.Request:
    with _lock:
        _hits[name] = 0
        return urllib.request.Request(BASE + name, method="PUT", headers={"Accept": "*/*"})


def compose(to: str) -> int:
    with _lock:
        message = EmailMessage()
        message["To"] = to
        message["Subject"] = "Welcome"
        message.set_content("Hello")
        _mails.append(message)
        return len(_mails) + len(MIMEText("text").as_string())


def classify(url: str, status: int, error: Exception) -> str:
    with _lock:
        host = urlsplit(url).hostname or ""
        if isinstance(error, requests.exceptions.Timeout | socket.timeout):
            return "timeout"
        if status == requests.codes.not_found or status == http.HTTPStatus.GONE:
            return http.client.responses[status]
        return str(ipaddress.ip_address(host)) if host in _hits else host
