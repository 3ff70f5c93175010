# corpus: strict not checked
"""Leaks by continue, break, match and half a finally."""
import threading

_queue_lock = threading.Lock()
_queue: list[str] = []
_skipped: set[str] = set()


def _apply(item: str) -> None:
    if item in _skipped:
        raise LookupError(item)


def requeue(names: list[str]) -> None:
    for name in names:
        if not _queue_lock.acquire(timeout=0.1):  # expect: LCK008
            continue
        if name in _skipped:
            continue
        try:
            _queue.append(name)
        finally:
            _queue_lock.release()


def work() -> None:
    while _queue:
        if _queue_lock.acquire(timeout=0.1):  # expect: LCK008
            item = _queue.pop()
            if item == "stop":
                break
            _apply(item)
            _queue_lock.release()


def command(name: str) -> str | None:
    if taken := _queue_lock.acquire(timeout=1.0):  # expect: LCK008
        match name:
            case "stop":
                return None
            case "clear":
                _queue.clear()
            case _:
                _apply(name)
        _queue_lock.release()
    return name if taken else None


class Meter:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0
        self._parts: list[str] = []

    def step(self) -> None:
        if not self._lock.acquire(timeout=0.5):  # expect: LCK008
            raise TimeoutError("meter")
        try:
            self._count += 1
        finally:
            if self._count % 2:
                self._lock.release()

    def parse(self, text: str) -> int:
        if not self._lock.acquire(timeout=0.5):  # expect: LCK008
            return -1
        number = int(text)
        try:
            self._count += number
            return self._count
        finally:
            self._lock.release()

    def read(self, texts: list[str]) -> int:
        for text in texts:
            if not self._lock.acquire(timeout=0.5):
                break
            try:
                if not text:
                    continue
                self._parts.append(text)
            finally:
                self._lock.release()
        return len(texts)
