import time

__all__ = ["restock", "price"]


def restock() -> None:
    time.sleep(1)


def price() -> int:
    return 3


def _hidden() -> None:
    time.sleep(2)
