# corpus: strict not checked
"""A name counts by the last value it was given on the way to the return."""

import threading


class Box:
    def __init__(self):
        self._lock = threading.Lock()
        self._items: list[int] = []

    def copied_in_the_return(self):
        with self._lock:
            items = self._items
        return list(items)

    def copied_under_the_same_name(self):
        with self._lock:
            items = self._items
            items = list(items)
        return items

    def copied_and_returned_inside(self):
        with self._lock:
            items = self._items
            items = items.copy()
            return items

    def replaced_on_every_branch(self, is_empty):
        with self._lock:
            items = self._items
        if is_empty:
            items = []
        else:
            items = sorted(items)
        return items

    def swapped(self):
        with self._lock:
            items = self._items
            self._items = []
        return items

    def swapped_in_one(self):
        with self._lock:
            items, self._items = self._items, []
        return items

    def only_counted(self):
        with self._lock:
            items = self._items
            count = len(items)
        return count

    def nothing_was_locked(self):
        items = self._items
        return items
