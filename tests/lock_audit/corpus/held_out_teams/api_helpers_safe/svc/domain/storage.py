# corpus: strict not checked
import threading


class Storage:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.invites: dict[str, str] = {}

    def take_invite(self, code: str) -> str | None:
        return self.invites.pop(code, None)


class Lockbox:
    """Business object: `lock` closes the box."""

    def __init__(self) -> None:
        self.closed = False

    def lock(self) -> None:
        self.closed = True

    def acquire(self, owner: str) -> bool:
        return not self.closed and bool(owner)
