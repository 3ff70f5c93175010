# corpus: strict not checked
import threading


class ExclusivePort:
    """with ExclusivePort(port): ... raises when the port stays busy."""

    _lock = threading.Lock()
    WAIT = 3

    def __init__(self, port):
        self.port = port

    def __enter__(self):
        if not self._lock.acquire(timeout=self.WAIT):
            raise TimeoutError(self.port)
        return self

    def __exit__(self, exc_type, exc, tb):
        self._lock.release()
        return False

    def name(self):
        return str(self.port)


def flash(port, image):
    with ExclusivePort(port) as p:
        return (p.name(), len(image))
