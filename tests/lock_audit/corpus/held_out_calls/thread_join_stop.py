# corpus: strict not checked
import threading


class Worker:
    def __init__(self):
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._running = False

    def _run(self):
        while not self._stop.wait(1.0):
            with self._lock:
                self._running = True

    def stop(self):
        with self._lock:
            self._stop.set()
            self._thread.join(timeout=2)  # expect: LCK006
            self._running = False

    def pause(self):
        with self._lock:
            self._running = False
            self._stop.wait(0.5)  # expect: LCK006

    def stop_well(self):
        self._stop.set()
        self._thread.join(timeout=2)
        with self._lock:
            self._running = False
