# corpus: strict not checked
import threading
import socket

_stripes = [threading.Lock() for _ in range(16)]
_data: list[dict[str, str]] = [{} for _ in range(16)]


def resolve(host: str) -> str:
    i = hash(host) % 16
    with _stripes[i]:
        addr = socket.gethostbyname(host)  # expect: LCK005
        _data[i][host] = addr
        return addr


def resolve_ok(host: str) -> str:
    i = hash(host) % 16
    addr = socket.gethostbyname(host)
    with _stripes[i]:
        _data[i][host] = addr
    return addr
