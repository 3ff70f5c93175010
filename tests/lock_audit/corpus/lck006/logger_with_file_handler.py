# corpus: strict not checked
"""A log record to a file is a file write, and the lock waits for it."""

import logging
import threading
from logging.handlers import RotatingFileHandler

logger = logging.getLogger("orders")
logger.addHandler(logging.FileHandler("/var/log/orders.log"))

trades = logging.getLogger("trades")
_rotating = RotatingFileHandler("/var/log/trades.log", maxBytes=1_000_000, backupCount=3)
trades.addHandler(_rotating)

_lock = threading.Lock()
_orders: dict[str, int] = {}


def place(order_id: str, amount: int) -> None:
    with _lock:
        _orders[order_id] = amount
        logger.info("placed %s", order_id)  # expect: LCK006


def trade(order_id: str) -> None:
    with _lock:
        if order_id not in _orders:
            trades.warning("unknown %s", order_id)  # expect: LCK006
            return
        _orders[order_id] -= 1
    trades.info("traded %s", order_id)


def cancel(order_id: str) -> bool:
    with _lock:
        try:
            del _orders[order_id]
        except KeyError:
            logger.exception("cancel of unknown order")  # expect: LCK006
            return False
    logger.info("cancelled %s", order_id)
    return True
