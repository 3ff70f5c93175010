# corpus: strict not checked
"""basicConfig(filename=...) gives the root logger a file, and every logger of the program hands its records up."""

import logging
import threading

logging.basicConfig(filename="/var/log/cart.log", level=logging.INFO)
log = logging.getLogger("cart")
quiet = logging.getLogger("cart.quiet")
quiet.propagate = False

_cart_lock = threading.Lock()
_carts: dict[str, list[str]] = {}


def add(cart: str, item: str) -> int:
    with _cart_lock:
        items = _carts.setdefault(cart, [])
        items.append(item)
        log.info("added %s", item)  # expect: LCK006
        quiet.info("added %s", item)
        return len(items)


def drop(cart: str) -> None:
    with _cart_lock:
        if cart not in _carts:
            logging.warning("no cart %s", cart)  # expect: LCK006
            return
        del _carts[cart]
    log.info("dropped %s", cart)
