# corpus: strict not checked
import threading


class Worker:
    def __init__(self):
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._threads = []

    def _run(self):
        while not self._stop.wait(1.0):
            self._tick()

    def _tick(self):
        with self._lock:
            return len(self._threads)

    def start(self):
        with self._lock:
            thread = threading.Thread(target=self._run, daemon=True)
            thread.start()
            self._threads.append(thread)
            self._stop.clear()

    def stop(self):
        with self._lock:
            self._stop.set()
            threads = list(self._threads)
            self._threads.clear()
        for thread in threads:
            thread.join(timeout=1)
        return self._stop.is_set()
