from abc import ABC, abstractmethod

import requests


class Gateway(ABC):
    @abstractmethod
    def charge(self, cents: int) -> str:
        """Charge the card and give the receipt back."""


class HttpGateway(Gateway):
    def charge(self, cents: int) -> str:
        return requests.post("https://pay.example", json={"c": cents}, timeout=5).text


class MemoryGateway(Gateway):
    def __init__(self) -> None:
        self.charges: list[int] = []

    def charge(self, cents: int) -> str:
        self.charges.append(cents)
        return str(len(self.charges))
