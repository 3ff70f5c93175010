"""Sealing and unsealing."""
import hashlib

import jwt

__all__ = ["digest", "seal", "stretch", "unseal"]
KEY = "not-a-secret"


def digest(payload: str) -> str:
    return hashlib.sha256(payload.encode()).hexdigest()


def seal(payload: str) -> str:
    return jwt.encode({"p": payload}, KEY, algorithm="HS256")


def unseal(token: str) -> str:
    return jwt.decode(token, KEY, algorithms=["HS256"])["p"]


def stretch(password: bytes, rounds: int) -> bytes:
    if rounds == 0:
        return password
    return stretch(hashlib.scrypt(password, salt=b"salt", n=1024, r=8, p=1), rounds - 1)
