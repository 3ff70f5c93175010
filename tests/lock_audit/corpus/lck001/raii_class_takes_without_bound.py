# corpus: strict not checked
import threading
from types import TracebackType


class Turn:
    """A turn at the board; `with Turn(lock):` holds the lock."""

    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock

    def __enter__(self) -> "Turn":
        self._lock.acquire()  # expect: LCK001
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()


class BoundedTurn:
    def __init__(self, lock: threading.Lock, timeout_s: float) -> None:
        self._lock = lock
        self._timeout_s = timeout_s

    def __enter__(self) -> "BoundedTurn":
        if not self._lock.acquire(timeout=self._timeout_s):
            raise TimeoutError("the board is taken")
        return self

    def __exit__(self, *failure: object) -> None:
        self._lock.release()


class Board:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moves: list[str] = []

    def move(self, move: str) -> int:
        with Turn(self._lock):
            self._moves.append(move)
            return len(self._moves)

    def undo(self) -> None:
        with BoundedTurn(self._lock, 0.5):
            self._moves.pop()
