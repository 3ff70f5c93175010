# corpus: strict not checked
"""Locks made in methods other than `__init__`, in `__new__`, by a factory and for a child process are shared."""

import multiprocessing
import threading


def _work(lock, name: str) -> str:
    with lock:
        return name


class Service:
    _instance = None
    _class_lock = threading.Lock()

    def __new__(cls) -> "Service":
        with cls._class_lock:
            if cls._instance is None:
                instance = super().__new__(cls)
                instance._lock = threading.Lock()
                cls._instance = instance
            return cls._instance

    def restart(self) -> None:
        self._lock = threading.Lock()
        with self._lock:
            self._state = "restarted"

    def fork(self, names: list[str]) -> None:
        lock = multiprocessing.Lock()
        children = [multiprocessing.Process(target=_work, args=(lock, name)) for name in names]
        for child in children:
            child.start()
        with lock:
            self._state = "forked"
