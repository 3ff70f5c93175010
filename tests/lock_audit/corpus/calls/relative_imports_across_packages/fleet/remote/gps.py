# corpus: strict not checked
import socket


def ask(car: str) -> bytes:
    with socket.create_connection((car, 7000), timeout=1.0) as link:
        return link.recv(64)


def decode(answer: bytes) -> tuple[float, float]:
    north, east = answer.split(b",")
    return float(north), float(east)
