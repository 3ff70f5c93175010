# corpus: strict not checked
from contextlib import ExitStack
import threading
import time


class Greenhouse:
    def __init__(self):
        self.lock = threading.Lock()
        self.vents = {}
        self.moves = 0

    def open_vent(self, name, share):
        with ExitStack() as stack:
            stack.enter_context(self.lock)
            self.vents[name] = share
            self.moves += 1
            stack.close()
            time.sleep(0.5)
        return share

    def close_all(self):
        stack = ExitStack()
        with stack:
            stack.enter_context(self.lock)
            names = list(self.vents)
            self.vents.clear()
        for _ in names:
            time.sleep(0.1)
        return names
