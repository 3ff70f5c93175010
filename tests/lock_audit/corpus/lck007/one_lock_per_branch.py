# corpus: strict not checked
"""Two locks in one function, never together: by branch, by loop turn, by a nested function that runs later."""

import threading


class Router:
    def __init__(self):
        self._static_lock = threading.Lock()
        self._dynamic_lock = threading.Lock()
        self._static: dict[str, str] = {}
        self._dynamic: dict[str, str] = {}
        self._later: list = []

    def add(self, path: str, target: str, static: bool) -> None:
        if static:
            with self._static_lock:
                self._static[path] = target
        else:
            with self._dynamic_lock:
                self._dynamic[path] = target

    def find(self, path: str) -> str | None:
        with self._static_lock:
            target = self._static.get(path)
        if target is not None:
            return target
        with self._dynamic_lock:
            return self._dynamic.get(path)

    def clear(self) -> None:
        for lock, table in ((self._static_lock, self._static), (self._dynamic_lock, self._dynamic)):
            with lock:
                table.clear()

    def clear_later(self, path: str) -> None:
        def forget() -> None:
            with self._dynamic_lock:
                self._dynamic.pop(path, None)

        with self._static_lock:
            self._static.pop(path, None)
            self._later.append(forget)
            self._later.append(self.clear)
