# corpus: strict not checked
"""A lock file; keeps two deployments apart, not two threads."""
import os


class FileLock:
    def __init__(self, path: str) -> None:
        self._path = path

    def acquire(self) -> bool:
        try:
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return False
        return True

    def release(self) -> None:
        os.unlink(self._path)

    def __enter__(self) -> "FileLock":
        if not self.acquire():
            raise BlockingIOError(self._path)
        return self

    def __exit__(self, *exc) -> None:
        self.release()
