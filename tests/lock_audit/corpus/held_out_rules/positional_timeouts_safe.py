# corpus: strict not checked
import threading


class Elevator(object):
    WAIT = 1.25

    def __init__(self, wait=None):
        self.lock = threading.Lock()
        self.cv = threading.Condition(self.lock)
        self.wait = wait if wait is not None else self.WAIT
        self.floor = 0

    def go(self, floor):
        if not self.lock.acquire(True, 2):
            return False
        try:
            self.floor = floor
            self.cv.notify_all()
            return True
        finally:
            self.lock.release()

    def go_unknown_timeout(self, floor, patience):
        if not self.lock.acquire(True, patience):
            return False
        try:
            self.floor = floor
            return True
        finally:
            self.lock.release()

    def await_floor(self, floor):
        with self.cv:
            while self.floor != floor:
                if not self.cv.wait(self.wait):
                    return False
            return True
