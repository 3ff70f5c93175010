# corpus: strict not checked
"""obj(...) runs __call__ of its class."""
import threading

import requests
from argon2 import PasswordHasher


class Verify:
    def __init__(self) -> None:
        self._hasher = PasswordHasher()

    def __call__(self, digest: str, password: str) -> bool:
        return self._hasher.verify(digest, password)


class Normalise:
    def __call__(self, name: str) -> str:
        return name.strip().lower()


class Fetch:
    def __call__(self, name: str) -> str:
        return requests.get("https://users.example/" + name, timeout=1).text


class Login:
    def __init__(self, verify: Verify) -> None:
        self._verify = verify
        self._normalise = Normalise()
        self._fetch = Fetch()
        self._lock = threading.Lock()
        self._digests: dict[str, str] = {}

    def login(self, name: str, password: str) -> bool:
        with self._lock:
            digest = self._digests[self._normalise(name)]
            return self._verify(digest, password)  # expect: LCK003

    def load(self, name: str) -> None:
        with self._lock:
            self._digests[name] = self._fetch(name)  # expect: LCK005

    def load_outside(self, name: str) -> None:
        digest = self._fetch(name)
        with self._lock:
            self._digests[self._normalise(name)] = digest
