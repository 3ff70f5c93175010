from __future__ import annotations

import threading
from dataclasses import dataclass, replace

from .hashing import Passwords
from .sessions import Sessions
from .sync import guarded


@dataclass(frozen=True)
class Account:
    name: str
    stored: str
    failures: int = 0


class Accounts:
    LIMIT = 5

    def __init__(self, passwords: Passwords, sessions: Sessions) -> None:
        self._lock = threading.RLock()
        self._rows: dict[str, Account] = {}
        self._passwords = passwords
        self._sessions = sessions

    @guarded
    def _find(self, name: str) -> Account | None:
        return self._rows.get(name)

    @guarded
    def _put_new(self, account: Account) -> bool:
        if self._find(account.name) is not None:
            return False
        self._rows[account.name] = account
        return True

    @guarded
    def _failed(self, name: str) -> int:
        account = replace(self._rows[name], failures=self._rows[name].failures + 1)
        self._rows[name] = account
        return account.failures

    @guarded
    def names(self) -> list[str]:
        return list(self._rows)

    def signup(self, name: str, plain: str) -> bool:
        if self._find(name) is not None:
            return False
        return self._put_new(Account(name, self._passwords.make(plain)))

    def login(self, name: str, plain: str) -> str | None:
        account = self._find(name)
        if account is None or account.failures >= self.LIMIT:
            return None
        if not self._passwords.matches(plain, account.stored):
            self._failed(name)
            return None
        return self._sessions.start(name)
