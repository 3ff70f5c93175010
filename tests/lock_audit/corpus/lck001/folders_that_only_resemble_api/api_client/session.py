import threading


class Session:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cookies: dict[str, str] = {}

    def remember(self, name: str, value: str) -> None:
        with self._lock:  # expect: LCK001[strict]
            self._cookies[name] = value
