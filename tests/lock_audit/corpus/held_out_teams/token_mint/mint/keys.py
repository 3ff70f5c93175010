# corpus: strict not checked
import threading
from pathlib import Path


class KeyRing:
    """Reads the signing key once and keeps it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._cached: bytes | None = None

    def current(self) -> bytes:
        with self._lock:
            if self._cached is None:
                self._cached = _load(self._path)  # expect: LCK006 via _load -> read_bytes
            return self._cached

    def forget(self) -> None:
        with self._lock:
            self._cached = None


def _load(path: Path) -> bytes:
    raw = path.read_bytes()
    return raw.strip()
