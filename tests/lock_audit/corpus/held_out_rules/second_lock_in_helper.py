# corpus: strict not checked
import threading


class Auction:
    def __init__(self):
        self._bids_lock = threading.Lock()
        self._watch_lock = threading.Lock()
        self._best = 0
        self._watchers = []

    def bid(self, amount):
        with self._bids_lock:
            if amount <= self._best:
                return False
            self._best = amount
            self._collect_watchers(amount)  # expect: LCK007 via _collect_watchers -> _watch_lock
        return True

    def _collect_watchers(self, amount):
        with self._watch_lock:
            for w in self._watchers:
                w.pending = amount

    def watch(self, watcher):
        with self._watch_lock:
            self._watchers.append(watcher)

    def best(self):
        with self._bids_lock:
            return self._best
