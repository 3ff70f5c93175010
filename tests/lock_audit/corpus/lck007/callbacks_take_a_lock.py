# corpus: strict not checked
"""A callback of the storage helper runs under the storage lock, so its own locks are second ones."""

import threading
from functools import partial

_seen_lock = threading.Lock()
_seen: dict[str, int] = {}


def _note(name: str) -> None:
    with _seen_lock:
        _seen[name] = _seen.get(name, 0) + 1


class Sessions:
    def __init__(self, storage):
        self._lock = threading.Lock()
        self._storage = storage
        self._ended = 0

    def end(self, session_id: str) -> None:
        with_storage(self._storage, "end", partial(self._end, session_id))
        with_storage(self._storage, "note", lambda s: _note(session_id))  # expect: LCK007

    def end_quietly(self, session_id: str) -> None:
        with_storage(self._storage, "end", lambda s: s.sessions.pop(session_id, None))
        _note(session_id)
        with self._lock:
            self._ended += 1

    def _end(self, session_id: str, storage) -> None:
        storage.sessions.pop(session_id, None)
        with self._lock:  # expect: LCK007
            self._ended += 1


def with_storage(storage, label, work):
    with storage.guard(label):
        return work(storage)
