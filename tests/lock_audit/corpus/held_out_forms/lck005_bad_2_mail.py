# corpus: strict not checked
"""Mail, sockets and name look-ups under a lock."""
import smtplib
import socket
import threading
from email.message import EmailMessage

_peers_lock = threading.Lock()
_peers: dict[str, str] = {}
_sockets: dict[str, socket.socket] = {}


class Notifier:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._pending: list[EmailMessage] = []

    def _deliver(self, smtp: smtplib.SMTP, message: EmailMessage) -> None:
        smtp.send_message(message)


class Digest(Notifier):
    def _deliver(self, smtp: smtplib.SMTP, message: EmailMessage) -> None:
        message["X-Digest"] = "1"
        super()._deliver(smtp, message)

    def flush(self, smtp: smtplib.SMTP) -> None:
        with self._lock:
            for message in self._pending:
                super()._deliver(smtp, message)  # expect: LCK005 via _deliver -> send_message
            self._pending.clear()

    def flush_own(self, smtp: smtplib.SMTP) -> None:
        with self._lock:
            while self._pending:
                self._deliver(smtp, self._pending.pop())  # expect: LCK005 via _deliver -> _deliver -> send_message


def _trace(host: str, hops: int) -> str:
    return host if hops == 0 else _hop(host, hops)


def _hop(host: str, hops: int) -> str:
    return _trace(socket.gethostbyname(host), hops - 1)


def trace(host: str) -> None:
    with _peers_lock:
        _peers[host] = _trace(host, 4)  # expect: LCK005 via _trace -> _hop -> socket.gethostbyname


def greet(kind: str, host: str) -> None:
    with _peers_lock:
        match kind:
            case "smtp" | "lmtp":
                sock = socket.create_connection((host, 25), timeout=2)  # expect: LCK005
                sock.sendall(b"EHLO localhost\r\n")  # expect: LCK005
                _sockets[host] = sock
            case "name":
                _peers[host] = str(socket.getaddrinfo(host, 25))  # expect: LCK005
            case _:
                _peers.pop(host, None)


def read_banner(sock: socket.socket, host: str) -> None:
    banner = sock.recv(512)
    with _peers_lock:
        _peers[host] = banner.decode()
        more = sock.recv(512)  # expect: LCK005
        _peers[host] += more.decode()
