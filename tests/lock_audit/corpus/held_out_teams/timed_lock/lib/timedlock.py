# corpus: strict not checked
import threading


class LockTimeout(RuntimeError):
    pass


class TimedLock:
    """A mutex whose `with` gives up after a while."""

    def __init__(self, label: str, timeout: float = 2.0) -> None:
        self._label = label
        self._timeout = timeout
        self._inner = threading.Lock()

    def __enter__(self) -> "TimedLock":
        if not self._inner.acquire(timeout=self._timeout):
            raise LockTimeout(self._label)
        return self

    def __exit__(self, *exc) -> None:
        self._inner.release()
