from __future__ import annotations

import hashlib
import hmac
import secrets


class Label:
    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def token(self) -> str:
        return hmac.new(b"label", self.text.encode(), hashlib.sha256).hexdigest()

    @property
    def nonce(self) -> str:
        return secrets.token_hex(4)

    def __call__(self, suffix: str) -> str:
        return "-".join((self.text, suffix, self.nonce))
