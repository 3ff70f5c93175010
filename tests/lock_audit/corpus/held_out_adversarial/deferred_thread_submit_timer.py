# corpus: strict not checked
import threading
import time
from concurrent.futures import ThreadPoolExecutor

_lock = threading.Lock()
_pool = ThreadPoolExecutor(2)
_jobs: list = []


def slow() -> None:
    time.sleep(1)


def kick() -> int:
    with _lock:
        threading.Thread(target=slow, daemon=True).start()
        _pool.submit(slow)
        threading.Timer(1.0, slow).start()
        _jobs.append(slow)
        _jobs.append(lambda: time.sleep(2))

        def later() -> None:
            time.sleep(3)

        _jobs.append(later)
        return len(_jobs)
