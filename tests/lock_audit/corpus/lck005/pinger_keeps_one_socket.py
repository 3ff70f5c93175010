# corpus: strict not checked
"""The lock guards the numbers; the socket belongs to one thread and needs none."""

import socket
import threading


class Pinger:
    def __init__(self, host: str) -> None:
        self._host = host
        self._lock = threading.Lock()
        self._sent = 0
        self._lost = 0

    def loop(self, rounds: int) -> None:
        sock = socket.create_connection((self._host, 7), timeout=1.0)
        try:
            for _ in range(rounds):
                sock.sendall(b"ping")
                self._count(sock.recv(4))
        finally:
            sock.close()

    def _count(self, answer: bytes) -> None:
        with self._lock:
            self._sent += 1
            if not answer:
                self._lost += 1

    def loss(self) -> float:
        with self._lock:
            sent, lost = self._sent, self._lost
        return lost / sent if sent else 0.0

    def address(self) -> str:
        with self._lock:
            host = self._host
        return socket.gethostbyname(host)

    def family(self) -> str:
        with self._lock:
            return "inet6" if ":" in self._host else socket.AF_INET.name
