# corpus: strict not checked
import threading

import bcrypt


class Credential:
    def __init__(self, name: str, password: bytes) -> None:
        self.name = name
        self.digest = bcrypt.hashpw(password, bcrypt.gensalt())

    @classmethod
    def guest(cls) -> "Credential":
        return cls("guest", b"guest")

    @staticmethod
    def same(password: bytes, digest: bytes) -> bool:
        return bcrypt.checkpw(password, digest)


class Ticket:
    def __init__(self, name: str) -> None:
        self.name = name


_lock = threading.Lock()
_all: dict[str, Credential] = {}


def register(name: str, password: bytes) -> str:
    with _lock:
        _all[name] = Credential(name, password)  # expect: LCK003 via Credential -> bcrypt.hashpw
        return Ticket(name).name


def add_guest() -> None:
    with _lock:
        _all["guest"] = Credential.guest()  # expect: LCK003
        _all.pop("old", None)


def login(name: str, password: bytes) -> bool:
    with _lock:
        return Credential.same(password, _all[name].digest)  # expect: LCK003 via same -> bcrypt.checkpw


def register_outside(name: str, password: bytes) -> None:
    credential = Credential(name, password)
    with _lock:
        _all[name] = credential
