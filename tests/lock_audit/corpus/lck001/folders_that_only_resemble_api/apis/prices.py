"""`apis` is not `api`: a leaf lock may be taken with `with` here."""

import threading

_prices: dict[str, int] = {}
_prices_lock = threading.Lock()


def quote(item: str) -> int | None:
    with _prices_lock:  # expect: LCK001[strict]
        return _prices.get(item)
