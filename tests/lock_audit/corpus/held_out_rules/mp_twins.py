# corpus: strict not checked
import multiprocessing as mp
from multiprocessing import Process


class SharedTally:
    def __init__(self):
        self.lock = mp.Lock()
        self.value = mp.Value("i", 0, lock=False)

    def add(self, n):
        self.lock.acquire(block=True)  # expect: LCK001
        try:
            self.value.value += n
        finally:
            self.lock.release()

    def try_add(self, n):
        if not self.lock.acquire(True, 1.0):
            return False
        try:
            self.value.value += n
            return True
        finally:
            self.lock.release()


def spawn(tally, numbers):
    procs = [Process(target=tally.add, args=(n,)) for n in numbers]
    for p in procs:
        p.start()
    for p in procs:
        p.join()
