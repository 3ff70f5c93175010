# corpus: strict not checked
import threading


class Spool:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._lines: list[str] = []

    def write(self, line: str) -> None:
        # expect-next: LCK001[suppressed]
        self._lock.acquire()  # lock-audit: allow LCK001 -- the reader holds it for a few lines
        try:
            self._lines.append(line)
            self._changed.notify()
        finally:
            self._lock.release()

    def read(self) -> str:
        with self._changed:
            while not self._lines:
                # lock-audit: allow LCK001 -- the writer lives as long as the process
                self._changed.wait()  # expect: LCK001[suppressed]
            return self._lines.pop(0)

    def peek(self) -> str | None:
        # expect-next: LCK000, LCK001
        if self._lock.acquire(True):  # lock-audit: allow LCK001 --
            try:
                return self._lines[0] if self._lines else None
            finally:
                self._lock.release()
        return None
