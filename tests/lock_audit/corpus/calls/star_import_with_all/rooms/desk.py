# corpus: strict not checked
import threading

from rooms.memory import notify
from rooms.remote import *

_lock = threading.Lock()
_urls: dict[str, str] = {}


def enter(name: str) -> None:
    with _lock:
        notify(name)
        _urls[name] = url_of(name)


def enter_and_ring(name: str) -> None:
    with _lock:
        _urls[name] = url_of(name)
        _ring(name)  # expect: LCK005 via _ring -> requests.get
