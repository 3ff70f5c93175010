# corpus: strict not checked
import threading
from hashlib import pbkdf2_hmac


class SecretBase:
    rounds = 600_000

    def derive(self, secret: bytes, salt: bytes) -> bytes:
        return pbkdf2_hmac("sha256", secret, salt, self.rounds)


class AuditMixin:
    def note(self, what: str) -> None:
        self.notes.append(what)


class VaultEntry(AuditMixin, SecretBase):
    def __init__(self, salt: bytes) -> None:
        self.salt = salt
        self.key = b""
        self.notes: list[str] = []


class Vault:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: dict[str, VaultEntry] = {}

    def unlock(self, name: str, secret: bytes, entry: VaultEntry) -> bool:
        with self._lock:
            self._entries[name] = entry
            entry.note("unlock")
            entry.key = entry.derive(secret, entry.salt)  # expect: LCK003 via derive -> pbkdf2_hmac
            return bool(entry.key)

    def forget(self, name: str) -> None:
        with self._lock:
            self._entries.pop(name, None)
