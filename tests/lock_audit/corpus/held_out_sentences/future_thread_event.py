# corpus: strict not checked
import threading
from concurrent.futures import Future, ThreadPoolExecutor

_lock = threading.Lock()
_pool = ThreadPoolExecutor(2)
_ready = threading.Event()


def work(n):
    return n


def waits(fut: Future):
    with _lock:
        _ready.wait(0.1)  # expect: LCK006
        mine = _pool.submit(work, 1)
        a = mine.result(timeout=1)  # expect: LCK006
        return a + fut.result()  # expect: LCK006


def joins(names, sep: str):
    t = threading.Thread(target=work, args=(1,))
    t.start()
    with _lock:
        text = sep.join(names) + ",".join(names)
        t.join(1.0)  # expect: LCK006
    t.join()
    return text


def flags():
    with _lock:
        _ready.set()
        return _ready.is_set()
