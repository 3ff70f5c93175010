# corpus: strict not checked
import threading
from typing import Any, Callable


class StateCell:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._value: dict[str, Any] = {}

    def mutate(self, fn: Callable[[dict], Any]) -> Any:
        with self._lock:
            return fn(self._value)

    def after(self, fn: Callable[[int], Any]) -> Any:
        with self._lock:
            size = len(self._value)
        return fn(size)


def run_locked(lock: threading.Lock, fn: Callable, *args: Any) -> Any:
    with lock:
        return fn(*args)
