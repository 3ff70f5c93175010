# corpus: strict not checked
import threading


class Lease:
    def acquire(self) -> bool:
        return True

    def release(self) -> None:
        return None


class Worker:
    def __init__(self) -> None:
        self.lease = Lease()
        self.done = threading.Event()
        self.start_line = threading.Barrier(3)

    def run(self) -> None:
        self.lease.acquire()
        try:
            self.start_line.wait()
            self.done.wait()
        finally:
            self.lease.release()
