# corpus: strict not checked
"""Waits that are not lock waits; no lock is held anywhere near them."""
import queue
import threading


class Worker:
    def __init__(self):
        self.lock = threading.Event()
        self.acquire_queue = queue.Queue()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self._stat_lock = threading.Lock()
        self._done = 0

    def start(self):
        self.thread.start()
        self.lock.wait()

    def _run(self):
        self.lock.set()
        while True:
            job = self.acquire_queue.get()
            if job is None:
                return
            job()
            with self._stat_lock:
                self._done += 1

    def stop(self):
        self.acquire_queue.put(None)
        self.thread.join()
        with self._stat_lock:
            return self._done
