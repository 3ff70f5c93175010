# corpus: strict not checked
import threading


class Directory:
    def __init__(self):
        self._lock = threading.Lock()
        self._people = {}
        self._order = []

    def add(self, uid, name):
        with self._lock:
            self._people[uid] = name
            self._order.append(uid)
            return self._people  # expect: LCK009

    def ids(self):
        with self._lock:
            return self._people.keys()  # expect: LCK009

    def pairs(self):
        with self._lock:
            return self._people.items()  # expect: LCK009

    def names(self):
        with self._lock:
            return list(self._people.values())

    def order(self):
        with self._lock:
            return tuple(self._order)
