# corpus: strict not checked
import threading
import time
from concurrent.futures import ThreadPoolExecutor

_lock = threading.Lock()
_pool = ThreadPoolExecutor(2)
_jobs = []


def slow(n=1):
    time.sleep(n)


def all_deferred():
    with _lock:
        _pool.submit(slow, 1)
        _pool.map(slow, [1, 2])
        threading.Thread(target=slow, args=(1,)).start()
        threading.Timer(1.0, slow).start()
        _jobs.append(slow)
        _jobs.append(lambda: time.sleep(2))

        def inner():
            time.sleep(1)

    inner()


def called():
    with _lock:
        def inner():
            time.sleep(1)

        inner()  # expect: LCK006 via inner -> sleep
        _jobs.append(slow(2))  # expect: LCK006 via slow -> sleep
