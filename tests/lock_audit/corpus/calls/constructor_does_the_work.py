# corpus: strict not checked
"""Making the object connects; a constructor that only stores does not."""
import socket
import threading


class Link:
    def __init__(self, host: str) -> None:
        self._socket = socket.create_connection((host, 7000), timeout=1.0)


class Address:
    def __init__(self, host: str) -> None:
        self.host = host
        self.port = 7000


class SecureLink(Link):
    pass


class Links:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._links: dict[str, Link] = {}
        self._addresses: dict[str, Address] = {}

    def link(self, host: str) -> Link:
        with self._lock:
            if host not in self._links:
                self._links[host] = Link(host)  # expect: LCK005
            return self._links[host]

    def secure(self, host: str) -> None:
        with self._lock:
            self._links[host] = SecureLink(host)  # expect: LCK005

    def address(self, host: str) -> Address:
        with self._lock:
            return self._addresses.setdefault(host, Address(host))
