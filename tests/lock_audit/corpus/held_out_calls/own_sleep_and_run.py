# corpus: strict not checked
"""A simulation of a henhouse: sleep, run, Popen and system are model steps."""
import threading


def sleep(hen):
    hen["awake"] = False


def run(hen):
    hen["metres"] = hen.get("metres", 0) + 10


class Popen:
    def __init__(self, count):
        self.count = count

    def wait(self):
        return self.count

    def communicate(self, text):
        return text.upper()


class Henhouse:
    def __init__(self):
        self.lock = threading.Lock()
        self.hens = [{"awake": True} for _ in range(3)]
        self.log = []

    def night(self):
        with self.lock:
            for hen in self.hens:
                run(hen)
                sleep(hen)
            return len(self.hens)

    def eggs(self):
        with self.lock:
            pop = Popen(3)
            self.log.append(pop.communicate("cluck"))
            return pop.wait()
