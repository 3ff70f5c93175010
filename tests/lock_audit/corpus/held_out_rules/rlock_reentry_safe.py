# corpus: strict not checked
import threading


class Tree:
    def __init__(self):
        self._lock = threading.RLock()
        self._children = {}
        self._size = 0

    def insert(self, parent, child):
        with self._lock:
            if self.contains(child):
                return False
            self._children.setdefault(parent, []).append(child)
            self._grow()
            return True

    def contains(self, node):
        with self._lock:
            return any(node in kids for kids in self._children.values())

    def _grow(self):
        with self._lock:
            self._size += 1

    def insert_all(self, pairs):
        with self._lock:
            for parent, child in pairs:
                self.insert(parent, child)

    def size(self):
        with self._lock:
            return self._size
