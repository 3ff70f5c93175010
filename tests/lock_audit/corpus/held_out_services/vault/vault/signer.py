from __future__ import annotations

import jwt


class Signer:
    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, claims: dict) -> str:
        return jwt.encode(claims, self._key, algorithm="HS256")


class Labeler:
    def __call__(self, name: str) -> str:
        return name.strip().lower()
