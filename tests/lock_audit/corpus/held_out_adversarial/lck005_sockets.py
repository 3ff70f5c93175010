# corpus: strict not checked
import socket as sk
import threading
from socket import create_connection


class Wire:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.sock: sk.socket = sk.socket(sk.AF_INET, sk.SOCK_STREAM)
        self.sent = 0

    def push(self, data: bytes) -> None:
        with self._lock:
            self.sock.sendall(data)  # expect: LCK005
            self.sent += len(data)

    def pull(self) -> bytes:
        with self._lock:
            return self.sock.recv(10)  # expect: LCK005

    def dial(self, host: str) -> None:
        with self._lock:
            self.sock = create_connection((host, 80), timeout=1)  # expect: LCK005

    def count(self) -> int:
        with self._lock:
            return self.sent + sk.AF_INET
