# corpus: strict not checked
import queue
import threading

_lock = threading.Lock()
_small: queue.Queue = queue.Queue(maxsize=2)
_prio = queue.PriorityQueue(maxsize=5)
_free: queue.Queue = queue.Queue()
_simple = queue.SimpleQueue()


def a() -> int:
    with _lock:
        return _small.get(timeout=1)  # expect: LCK006


def b() -> None:
    with _lock:
        _prio.put((1, "x"), timeout=1)  # expect: LCK006


def c() -> int:
    with _lock:
        return _simple.get()  # expect: LCK006


def d() -> int:
    with _lock:
        _free.put("x")
        _simple.put("y")
        _small.put_nowait("z")
        return _free.get_nowait() or _simple.get_nowait()


def e() -> int:
    _small.put(1)
    return _prio.get()
