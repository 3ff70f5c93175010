import queue
import threading
from typing import Dict

from .letters import Letter
from .transport import SmtpTransport
from .workers import Worker


class Dispatcher:
    def __init__(self, transport: SmtpTransport) -> None:
        self._transport = transport
        self._guard = threading.Lock()
        self._inbox: "queue.Queue[Letter]" = queue.Queue(maxsize=50)
        self._routes: Dict[str, str] = {}
        self._workers: Dict[str, Worker] = {}

    def submit(self, letter: Letter) -> None:
        with self._guard:
            letter.tags.append("queued")
            self._inbox.put_nowait(letter)

    def next_letter(self) -> Letter:
        with self._guard:
            return self._inbox.get(timeout=5)  # expect: LCK006 via get

    def route(self, domain: str) -> str:
        with self._guard:
            if domain not in self._routes:
                self._routes[domain] = self._transport.resolve()  # expect: LCK005 via resolve -> getaddrinfo
            return self._routes[domain]

    def register(self, name: str, worker: Worker) -> None:
        with self._guard:
            self._workers[name] = worker
        worker.start()
