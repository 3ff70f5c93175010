# corpus: strict not checked
"""Lambda, nested function, module function, bound method and partial: each body runs under the storage lock."""
import time
from functools import partial

import bcrypt
import jwt
import requests

from surelock.storage import with_storage

KEY = "k" * 32


def _note(token: str, state) -> None:
    state.tokens.add(token)
    requests.post("https://audit.example", data=token, timeout=1)  # expect: LCK005


def _forget(state) -> None:
    state.tokens.clear()
    time.sleep(0.01)  # expect: LCK006


class Sessions:
    def __init__(self, storage) -> None:
        self._storage = storage

    def _sign(self, state) -> str:
        state.count += 1
        return jwt.encode({"n": state.count}, KEY, algorithm="HS256")  # expect: LCK003

    def sign(self) -> str:
        return with_storage(self._storage, "sessions.sign", self._sign)

    def check(self, password: bytes) -> bool:
        return with_storage(
            self._storage,
            "sessions.check",
            lambda state: bcrypt.checkpw(password, state.digest),  # expect: LCK003
        )

    def open(self, name: str, token: str) -> None:
        def record(state) -> None:
            state.names.add(name)
            requests.post("https://audit.example", data=name, timeout=1)  # expect: LCK005

        with_storage(self._storage, "sessions.open", record)
        with_storage(self._storage, "sessions.note", partial(_note, token))
        with_storage(self._storage, "sessions.forget", _forget)
