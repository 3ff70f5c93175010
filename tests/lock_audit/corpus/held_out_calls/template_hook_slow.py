# corpus: strict not checked
import threading
import time


class Job:
    def __init__(self):
        self._lock = threading.Lock()
        self.state = "new"

    def step(self):
        self.state = "running"
        self.work()
        self.state = "done"
        return self.state

    def work(self):
        pass


class BackupJob(Job):
    def work(self):
        time.sleep(3)

    def run(self):
        with self._lock:
            return self.step()  # expect: LCK006 via step -> work -> sleep


class NoopJob(Job):
    def run(self):
        with self._lock:
            self.state = "noop"
            return self.state
