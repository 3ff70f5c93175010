# corpus: strict not checked
import queue
import threading
from queue import Queue as Q

_lock = threading.Lock()
_small = Q(5)
_big = Q()
_simple = queue.SimpleQueue()
_table = {}


def put_all(x):
    with _lock:
        _big.put(x)
        _simple.put(x)
        _small.put_nowait(x)
        _small.put(x)  # expect: LCK006


def get_all(q: queue.Queue):
    with _lock:
        a = _table.get("x")
        b = _big.get_nowait()
        c = _big.get(timeout=1)  # expect: LCK006
        d = q.get()  # expect: LCK006
    return a, b, c, d, q.get()
