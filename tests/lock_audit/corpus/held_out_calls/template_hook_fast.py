# corpus: strict not checked
import threading
import time


class Job:
    """The default work is slow, but this module only guards the fast one."""

    def __init__(self):
        self._lock = threading.Lock()
        self.state = "new"

    def step(self):
        self.state = "running"
        self.work()
        self.state = "done"
        return self.state

    def work(self):
        time.sleep(3)


class CounterJob(Job):
    def __init__(self):
        super().__init__()
        self.count = 0

    def work(self):
        self.count += 1

    def run(self):
        with self._lock:
            return self.step()


def run_slow(job: Job):
    return job.step()


counter = CounterJob()
