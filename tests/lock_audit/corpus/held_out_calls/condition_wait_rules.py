# corpus: strict not checked
import threading


class Buffer:
    def __init__(self):
        self._cond = threading.Condition()
        self._stats = threading.Lock()
        self._items = []
        self._waits = 0

    def take(self):
        with self._cond:
            while not self._items:
                self._cond.wait(timeout=1.0)
            return self._items.pop(0)

    def put(self, item):
        with self._cond:
            self._items.append(item)
            self._cond.notify()

    def take_forever(self):
        with self._cond:
            while not self._items:
                self._cond.wait()  # expect: LCK001
            return self._items.pop(0)

    def take_counted(self):
        with self._stats:
            self._waits += 1
            with self._cond:  # expect: LCK007
                self._cond.wait(timeout=1.0)  # expect: LCK006
                return len(self._items)
