import time

import jwt

KEY = "change-me"


def issue(user_id: str) -> str:
    return _sign({"sub": user_id, "iat": int(time.time())})


def _sign(claims: dict) -> str:
    return jwt.encode(claims, KEY, algorithm="HS256")


def verify(token: str) -> dict:
    return jwt.decode(token, KEY, algorithms=["HS256"])


def is_expired(claims: dict, now: float) -> bool:
    return claims.get("exp", 0) < now
