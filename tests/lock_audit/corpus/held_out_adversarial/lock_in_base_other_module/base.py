# corpus: strict not checked
import threading


class LockedMixin:
    def __init__(self) -> None:
        super().__init__()
        self._mutex = threading.RLock()


class Named:
    _mutex_name = "plain"
