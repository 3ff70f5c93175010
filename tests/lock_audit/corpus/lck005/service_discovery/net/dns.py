# corpus: strict not checked
import socket
from functools import lru_cache


@lru_cache(maxsize=256)
def lookup(host: str) -> str:
    return socket.gethostbyname(host)


def split(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host, int(port)
