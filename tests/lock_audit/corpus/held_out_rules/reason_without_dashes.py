# corpus: strict not checked
import threading


class Turnstile:
    def __init__(self):
        self.cond = threading.Condition(threading.Lock())
        self.open = False
        self.passed = 0

    def unlock(self):
        with self.cond:
            self.open = True
            self.cond.notify_all()

    def pass_through(self):
        with self.cond:
            while not self.open:
                # expect-next: LCK000 LCK001
                self.cond.wait()  # lock-audit: allow LCK001 because the operator always opens it
            self.open = False
            self.passed += 1
            return self.passed

    def close(self):
        with self.cond:
            self.open = False
