from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass
class Secret:
    name: str
    salt: bytes
    payload: bytes
    version: int = 1

    @property
    def key(self) -> bytes:
        return self._derive()

    def _derive(self) -> bytes:
        return hashlib.scrypt(self.payload, salt=self.salt, n=2 ** 14, r=8, p=1)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.payload).hexdigest()
