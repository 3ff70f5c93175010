# corpus: strict not checked
import threading
from threading import Condition
from threading import Lock as Mutex

import bcrypt

_make = threading.Lock
_gate = _make()
_door = _gate
_monitor: threading.Lock | None = None
_digests: dict[str, bytes] = {}
_per_user: dict[str, threading.Lock] = {}


class Shelf:
    turnstile = Mutex()
    rows: dict[str, bytes] = {}

    def __init__(self, mutex: Mutex) -> None:
        self._mutex = mutex
        self._full = Condition(self._mutex)

    @property
    def gate(self) -> Mutex:
        return self._mutex

    def put(self, name: str, password: bytes) -> None:
        with self._full:
            self.rows[name] = bcrypt.hashpw(password, b"$2b$12$0000")  # expect: LCK003
            self._full.notify()

    def put_gated(self, name: str, password: bytes) -> None:
        with self.gate:
            self.rows[name] = bcrypt.hashpw(password, b"$2b$12$0000")  # expect: LCK003

    @classmethod
    def check(cls, name: str, password: bytes) -> bool:
        with cls.turnstile:
            return bcrypt.checkpw(password, cls.rows[name])  # expect: LCK003


def start() -> None:
    global _monitor
    _monitor = threading.Lock()


def login(name: str, password: bytes) -> bool:
    with _door:
        return bcrypt.checkpw(password, _digests[name])  # expect: LCK003


def login_monitored(name: str, password: bytes) -> bool:
    if _monitor is None:
        return bcrypt.checkpw(password, b"$2b$12$0000")
    with _monitor:
        return bcrypt.checkpw(password, _digests[name])  # expect: LCK003


def login_per_user(name: str, password: bytes) -> bool:
    with _per_user.setdefault(name, threading.Lock()):
        return bcrypt.checkpw(password, _digests[name])  # expect: LCK003
