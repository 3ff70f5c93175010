"""The store owns the locks; this file is not API code."""
import threading

seats_lock = threading.Lock()
seats: dict[str, str] = {}


class Hall:
    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.rows: list[str] = []

    def size(self) -> int:
        with self.lock:
            return len(self.rows)


hall = Hall()
