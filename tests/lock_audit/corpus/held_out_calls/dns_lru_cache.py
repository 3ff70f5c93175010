# corpus: strict not checked
from functools import lru_cache
import socket
import threading


@lru_cache(maxsize=512)
def resolve(host):
    return socket.gethostbyname(host)


class Blocklist:
    def __init__(self):
        self._lock = threading.Lock()
        self._hosts = set()
        self._addresses = set()

    def block(self, host):
        with self._lock:
            self._hosts.add(host)
            self._addresses.add(resolve(host))  # expect: LCK005 via resolve -> gethostbyname

    def blocked(self, host):
        address = resolve(host)
        with self._lock:
            return host in self._hosts or address in self._addresses
