# corpus: strict not checked
import socket
import threading
from socket import create_connection, getaddrinfo


class Statsd:
    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._lock = threading.Lock()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._lines: list[bytes] = []
        self._resolved: dict[str, str] = {}

    def send(self, line: bytes) -> None:
        with self._lock:
            self._lines.append(line)
            self._socket.sendto(line, self._address)  # expect: LCK005

    def stream(self, text: bytes) -> bytes:
        sock = create_connection(self._address, timeout=2)
        with self._lock:
            sock.sendall(text)  # expect: LCK005
            answer = sock.recv(1024)  # expect: LCK005
            self._lines.append(answer)
        sock.close()
        return answer

    def connect(self) -> None:
        with self._lock:
            self._socket.connect(self._address)  # expect: LCK005
            self._lines.clear()

    def reconnect(self) -> None:
        with self._lock:
            self._socket = socket.create_connection(self._address, timeout=2)  # expect: LCK005

    def resolve(self, host: str) -> str:
        with self._lock:
            if host not in self._resolved:
                self._resolved[host] = socket.gethostbyname(host)  # expect: LCK005
            return self._resolved[host]

    def addresses(self, host: str) -> int:
        with self._lock:
            found = getaddrinfo(host, 443)  # expect: LCK005
            self._resolved[host] = str(found[0][4][0])
            return len(found)

    def resolve_outside(self, host: str) -> str:
        address = socket.gethostbyname(host)
        with self._lock:
            return self._resolved.setdefault(host, address)
