import threading


class Registry:
    FOREVER = -1
    PATIENCE_S = 2

    def __init__(self) -> None:
        self._gate = threading.RLock()
        self._names: set[str] = set()

    def register(self, name: str) -> None:
        self._gate.acquire(timeout=self.FOREVER)  # expect: LCK001
        try:
            self._names.add(name)
        finally:
            self._gate.release()

    def forget(self, name: str) -> None:
        self._gate.acquire(True, Registry.FOREVER)  # expect: LCK001
        try:
            self._names.discard(name)
        finally:
            self._gate.release()

    def known(self, name: str) -> bool:
        if not self._gate.acquire(timeout=self.PATIENCE_S):
            raise TimeoutError(name)
        try:
            return name in self._names
        finally:
            self._gate.release()
