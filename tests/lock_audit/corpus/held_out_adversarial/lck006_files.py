# corpus: strict not checked
import io
import os
import pathlib
import threading


class Log:
    def __init__(self, path: pathlib.Path) -> None:
        self._lock = threading.Lock()
        self.path = path
        self.fh = open(path, "a")
        self.buf = io.StringIO()

    def write(self, line: str) -> None:
        with self._lock:
            self.fh.write(line)  # expect: LCK006
            os.fsync(self.fh.fileno())  # expect: LCK006

    def buffer(self, line: str) -> str:
        with self._lock:
            self.buf.write(line)
            self.buf.seek(0)
            self.buf.read()
            return os.path.join(str(self.path), self.buf.getvalue())

    def load(self) -> bytes:
        with self._lock:
            return self.path.read_bytes()  # expect: LCK006
