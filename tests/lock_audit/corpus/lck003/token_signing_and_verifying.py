# corpus: strict not checked
import threading

import jwt
from jwt import decode as read_token

KEY = "not a secret"


class Tokens:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._issued: set[str] = set()
        self._revoked: set[str] = set()

    def issue(self, name: str) -> str:
        with self._lock:
            token = jwt.encode({"sub": name}, KEY, algorithm="HS256")  # expect: LCK003
            self._issued.add(token)
        return token

    def subject(self, token: str) -> str | None:
        with self._lock:
            if token in self._revoked:
                return None
            return read_token(token, KEY, algorithms=["HS256"])["sub"]  # expect: LCK003

    def issue_outside(self, name: str) -> str:
        token = jwt.encode({"sub": name}, KEY, algorithm="HS256")
        with self._lock:
            self._issued.add(token)
        return token

    def subject_outside(self, token: str) -> str | None:
        with self._lock:
            if token in self._revoked:
                return None
        try:
            return read_token(token, KEY, algorithms=["HS256"])["sub"]
        except jwt.InvalidTokenError:
            with self._lock:
                self._revoked.add(token)
            return None
