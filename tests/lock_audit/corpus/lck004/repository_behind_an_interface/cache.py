# corpus: strict not checked
import threading

from repository import MemoryRepository, SqlRepository


class SqlCache:
    def __init__(self, repository: SqlRepository) -> None:
        self._repository = repository
        self._lock = threading.Lock()
        self._texts: dict[str, str] = {}

    def get(self, key: str) -> str:
        with self._lock:
            if key not in self._texts:
                self._texts[key] = self._repository.load(key)  # expect: LCK004 via load -> execute
            return self._texts[key]

    def get_or_empty(self, key: str) -> str:
        with self._lock:
            return self._repository.load_or_empty(key)  # expect: LCK004 via load_or_empty -> load -> execute

    def size(self) -> int:
        with self._lock:
            return len(self._texts) + self._repository.size  # expect: LCK004 via size -> execute

    def healthy(self) -> bool:
        with self._lock:
            return self._repository.is_open

    def warm(self, key: str) -> None:
        text = self._repository.load(key)
        with self._lock:
            self._texts[key] = text


class MemoryCache:
    def __init__(self) -> None:
        self._repository = MemoryRepository()
        self._lock = threading.Lock()

    def get(self, key: str) -> str:
        with self._lock:
            return self._repository.load(key)
