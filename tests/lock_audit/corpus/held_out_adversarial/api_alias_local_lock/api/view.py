# corpus: strict not checked
import threading


class Store:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.name = "x"


class View:
    def __init__(self, store: Store) -> None:
        self.store = store

    def get(self) -> str:
        lk = self.store.lock
        with lk:  # expect: LCK001 LCK002
            return self.store.name

    def blocking(self) -> str:
        self.store.lock.acquire()  # expect: LCK001 LCK002
        try:
            return self.store.name
        finally:
            self.store.lock.release()

    def plain(self) -> bool:
        return self.store.lock.locked()
