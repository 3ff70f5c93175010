# corpus: strict not checked
"""`_locked` methods do their work for callers that hold the lock; the finding is the callers'."""

import threading

import jwt

KEY = "k"


class Sessions:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tokens: dict[str, str] = {}

    def _issue_locked(self, name: str) -> str:
        self._tokens[name] = jwt.encode({"sub": name}, KEY)
        return self._tokens[name]

    def _drop_locked(self, name: str) -> None:
        self._tokens.pop(name, None)

    def renew(self, name: str) -> str:
        with self._lock:
            self._drop_locked(name)
            return self._issue_locked(name)  # expect: LCK003 via _issue_locked -> jwt.encode

    def drop(self, name: str) -> None:
        with self._lock:
            self._drop_locked(name)

    def subject(self, token: str) -> str:
        name: str = jwt.decode(token, KEY, algorithms=["HS256"])["sub"]
        with self._lock:
            if self._tokens.get(name) != token:
                raise PermissionError(name)
        return name
