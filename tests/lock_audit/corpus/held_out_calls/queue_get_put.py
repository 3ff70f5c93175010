# corpus: strict not checked
import queue
import threading


class Dispatcher:
    def __init__(self):
        self.jobs = queue.Queue()
        self.out = queue.Queue(maxsize=5)
        self.lock = threading.Lock()
        self.counter = 0

    def step(self):
        with self.lock:
            job = self.jobs.get(timeout=1.0)  # expect: LCK006
            self.counter += 1
            self.out.put(job, timeout=1.0)  # expect: LCK006
            return self.counter

    def step_well(self):
        job = self.jobs.get(timeout=1.0)
        with self.lock:
            self.counter += 1
        self.out.put(job, timeout=1.0)

    def next(self):
        with self.lock:
            return self._take()  # expect: LCK006 via _take -> get

    def _take(self):
        return self.jobs.get(timeout=0.1)
