# corpus: strict not checked
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

import bcrypt


class Rehasher:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lanes = ThreadPoolExecutor(2)
        self._jobs: list[Callable[[], bytes]] = []
        self._futures: dict[str, Future[bytes]] = {}
        self._digests: dict[str, bytes] = {}

    def submit(self, name: str, password: bytes) -> None:
        with self._lock:
            self._futures[name] = self._lanes.submit(bcrypt.hashpw, password, b"$2b$12$0000")
            self._jobs.append(lambda: bcrypt.hashpw(password, b"$2b$12$0000"))
            self._jobs.append(partial(bcrypt.hashpw, password, b"$2b$12$0000"))

    def start(self, name: str, password: bytes) -> None:
        with self._lock:
            threading.Thread(target=self._rehash, args=(name, password), daemon=True).start()
            threading.Timer(5.0, self._rehash, (name, password)).start()

    def _rehash(self, name: str, password: bytes) -> None:
        digest = bcrypt.hashpw(password, bcrypt.gensalt())
        with self._lock:
            self._digests[name] = digest

    def checker(self, name: str) -> Callable[[bytes], bool]:
        with self._lock:
            digest = self._digests[name]

            def check(password: bytes) -> bool:
                return bcrypt.checkpw(password, digest)

        return check

    def run_next(self) -> bytes:
        with self._lock:
            job = self._jobs.pop()
        return job()
