# corpus: strict not checked
"""The same call on two loggers: one feeds a queue, one an SMTP server."""
import logging
import logging.handlers
import queue
import threading

quiet = logging.getLogger("orders.quiet")
quiet.addHandler(logging.handlers.QueueHandler(queue.Queue()))
alarms = logging.getLogger("orders.alarms")
alarms.addHandler(logging.handlers.SMTPHandler("mail.internal", "a@example.com", ["b@example.com"], "alarm"))
plain = logging.getLogger(__name__)

_lock = threading.Lock()
_orders: dict[str, int] = {}


def _tell(order: str) -> None:
    quiet.info("order %s", order)
    plain.debug("order %s", order)


def _alarm(order: str) -> None:
    alarms.error("order %s", order)


def add(order: str) -> None:
    with _lock:
        _orders[order] = 1
        _tell(order)


def cancel(order: str) -> None:
    with _lock:
        if _orders.pop(order, None) is None:
            _alarm(order)  # expect: LCK006 via _alarm -> error
        quiet.info("cancelled %s", order)
