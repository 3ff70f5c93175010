# corpus: strict not checked
"""What was taken out under the lock leaves its section as well when the function returns it a line later."""

import threading


class Box:
    def __init__(self):
        self._lock = threading.Lock()
        self._items: list[int] = []
        self._names: dict[str, int] = {}

    def after_with(self):
        with self._lock:
            items = self._items
        return items  # expect: LCK009

    def view_after_with(self):
        with self._lock:
            names = self._names.keys()
        return names  # expect: LCK009

    def view_of_what_was_taken(self):
        with self._lock:
            names = self._names
        return names.values()  # expect: LCK009

    def after_release(self):
        if not self._lock.acquire(timeout=1.0):
            return None
        try:
            items = self._items
        finally:
            self._lock.release()
        return items  # expect: LCK009

    def unpacked(self):
        with self._lock:
            items, count = self._items, len(self._items)
        return items, count  # expect: LCK009

    def by_another_name(self):
        with self._lock:
            items = self._items
        theirs = items
        return theirs  # expect: LCK009

    def on_one_branch(self, is_empty):
        with self._lock:
            items = self._items
        if is_empty:
            items = []
        return items  # expect: LCK009

    def named_in_a_condition(self):
        with self._lock:
            if items := self._items:
                return items  # expect: LCK009
        return None

    def taken_before(self):
        items = self._items
        with self._lock:
            items.append(1)
            return items  # expect: LCK009
