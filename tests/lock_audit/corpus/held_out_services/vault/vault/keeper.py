from __future__ import annotations

import threading
import time

from .backing import Backing
from .limits import Limits
from .secret import Secret
from .signer import Labeler, Signer


def _nap(seconds: float = 0.01) -> None:
    time.sleep(seconds)


class Keeper:
    def __init__(self, backing: Backing, signer: Signer, limits: Limits) -> None:
        self._lock = threading.RLock()
        self._audit_lock = threading.Lock()
        self._backing = backing
        self._sign = signer
        self._label = Labeler()
        self._limits = limits
        self._secrets: dict[str, Secret] = {}
        self._trail: list[str] = []

    def put(self, secret: Secret) -> None:
        with self._lock:
            self._secrets[self._label(secret.name)] = secret
            self._backing.save(secret)  # expect: LCK004

    def unlock(self, secret: Secret) -> bytes:
        with self._lock:
            self._trail.append(secret.digest)
            return secret.key  # expect: LCK003 via key -> _derive -> scrypt

    def fingerprint(self, secret: Secret) -> str:
        with self._lock:
            return secret.digest

    def grant(self, name: str) -> str:
        with self._lock:
            label = self._label(name)
            return self._sign({"secret": label})  # expect: LCK003 via _sign -> encode

    def grant_late(self, name: str) -> str:
        with self._lock:
            label = self._label(name)
        return self._sign({"secret": label})

    def bulk(self, secrets: list[Secret]) -> int:
        with self._lock:
            with self._backing.transaction() as conn:  # expect: LCK004 via transaction -> getconn
                for secret in secrets:
                    self._backing.insert(conn, secret)  # expect: LCK004 via insert -> execute
            return self._backing.size

    def admit(self) -> bool:
        with self._lock:
            return self._limits.enter()  # expect: LCK006 via enter -> acquire

    def rest(self, pause=_nap) -> None:
        with self._lock:
            pause()  # expect: LCK006

    def trail_first(self, line: str) -> None:
        with self._lock:
            with self._audit_lock:  # expect: LCK007
                self._trail.append(line)

    def names(self):
        with self._lock:
            return self._secrets.keys()  # expect: LCK009

    def later(self, secret: Secret) -> threading.Thread:
        with self._lock:
            def work() -> None:
                self._backing.save(secret)

            worker = threading.Thread(target=work)
            self._secrets[secret.name] = secret
        worker.start()
        return worker
