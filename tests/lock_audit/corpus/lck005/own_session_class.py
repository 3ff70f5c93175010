# corpus: strict not checked
import threading

import requests


class ApiSession(requests.Session):
    """Adds the key to every request."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.headers["X-Key"] = key

    def user(self, name: str) -> str:
        return self.get(f"https://api.example/users/{name}", timeout=2).text


class Users:
    def __init__(self, key: str) -> None:
        self._api = ApiSession(key)
        self._lock = threading.Lock()
        self._names: dict[str, str] = {}

    def name(self, user: str) -> str:
        with self._lock:
            if user not in self._names:
                self._names[user] = self._api.user(user)  # expect: LCK005 via user -> get
            return self._names[user]

    def delete(self, user: str) -> None:
        with self._lock:
            self._api.delete(f"https://api.example/users/{user}", timeout=2)  # expect: LCK005
            self._names.pop(user, None)

    def rename(self, user: str, name: str) -> None:
        self._api.patch(f"https://api.example/users/{user}", json={"name": name}, timeout=2)
        with self._lock:
            self._names[user] = name
