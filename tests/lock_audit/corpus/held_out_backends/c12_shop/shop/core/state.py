import threading

carts_lock = threading.Lock()
carts: dict[str, list[str]] = {}


class CartBook:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._totals: dict[str, int] = {}

    def add(self, cart: str, cents: int) -> int:
        with self._lock:
            self._totals[cart] = self._totals.get(cart, 0) + cents
            return self._totals[cart]


book = CartBook()
