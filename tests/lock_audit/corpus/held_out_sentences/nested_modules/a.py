# corpus: strict not checked
import threading

from b import touch as poke

_lock = threading.Lock()
_n = []


def bad():
    with _lock:
        _n.append(1)
        poke()  # expect: LCK007


def good():
    with _lock:
        _n.append(1)
    poke()


def only_named():
    with _lock:
        _n.append(poke)
