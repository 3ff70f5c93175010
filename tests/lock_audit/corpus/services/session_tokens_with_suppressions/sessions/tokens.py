# corpus: strict not checked
import jwt

KEY = "k" * 32


def sign(user: str, serial: int) -> str:
    return jwt.encode({"sub": user, "n": serial}, KEY, algorithm="HS256")


def read(token: str) -> dict:
    return jwt.decode(token, KEY, algorithms=["HS256"])
