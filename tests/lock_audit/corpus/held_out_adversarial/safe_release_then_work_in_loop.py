# corpus: strict not checked
import queue
import threading
import time

_jobs: queue.Queue = queue.Queue(maxsize=4)
_lock = threading.Lock()
_done: dict[int, int] = {}


def worker(stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            job = _jobs.get(timeout=0.2)
        except queue.Empty:
            continue
        result = job * 2
        time.sleep(0.01)
        with _lock:
            if job in _done:
                continue
            _done[job] = result
        try:
            _jobs.put(result, timeout=0.1)
        except queue.Full:
            break
        finally:
            stop.wait(0.01)
