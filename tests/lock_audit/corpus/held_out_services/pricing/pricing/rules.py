from __future__ import annotations

import subprocess
from typing import Callable


def discount(price: float) -> float:
    return round(price * 0.9, 2)


def surcharge(price: float) -> float:
    return round(price * 1.05, 2)


def model(price: float) -> float:
    out = subprocess.check_output(["price-model", str(price)], timeout=5)
    return float(out)


RULES: dict[str, Callable[[float], float]] = {
    "discount": discount,
    "surcharge": surcharge,
}

HEAVY_RULES: dict[str, Callable[[float], float]] = {
    "discount": discount,
    "model": model,
}
