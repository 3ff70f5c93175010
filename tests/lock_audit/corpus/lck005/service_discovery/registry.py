# corpus: strict not checked
import threading

from net import *
from net.dns import split

_lock = threading.Lock()
_alive: dict[str, str] = {}


def announce(address: str) -> str:
    with _lock:
        host, port = split(address)
        _alive[host] = url_of(host, str(port))
        return _alive[host]


def check(address: str) -> bool:
    host, _ = split(address)
    with _lock:
        if ping(host) != 200:  # expect: LCK005 via ping -> urlopen
            _alive.pop(host, None)
            return False
        return host in _alive


def check_outside(address: str) -> bool:
    host, _ = split(address)
    status = ping(host)
    with _lock:
        if status != 200:
            _alive.pop(host, None)
        return host in _alive


def locate(host: str) -> None:
    with _lock:
        _alive[host] = lookup(host)  # expect: LCK005 via lookup -> gethostbyname
