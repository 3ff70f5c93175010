# corpus: strict not checked
"""Messages wait here until the worker has sent them."""
import threading


class Outbox:
    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._waiting: list[str] = []
        self._sent: dict[int, int] = {}

    def add(self, text: str) -> None:
        with self._condition:
            self._waiting.append(text)
            self._condition.notify()

    def take(self, timeout_s: float) -> str | None:
        with self._condition:
            while not self._waiting:
                if not self._condition.wait(timeout=timeout_s):
                    return None
            return self._waiting.pop(0)

    def record(self, code: int) -> None:
        with self._condition:
            self._sent[code] = self._sent.get(code, 0) + 1

    def counts(self) -> dict[int, int]:
        with self._condition:
            return self._sent.copy()
