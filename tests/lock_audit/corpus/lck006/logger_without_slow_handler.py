# corpus: strict not checked
"""Plain, stream, null and queue handlers; a file handler that belongs to the listener or to another logger."""

import logging
import queue
import sys
import threading
from logging.handlers import QueueHandler, QueueListener

_records = queue.SimpleQueue()
_file = logging.FileHandler("/var/log/service.log")
_listener = QueueListener(_records, _file)

plain = logging.getLogger("stock.plain")
stream = logging.getLogger("stock.stream")
stream.addHandler(logging.StreamHandler(sys.stderr))
queued = logging.getLogger("stock.queued")
queued.addHandler(QueueHandler(_records))
silent = logging.getLogger("stock.silent")
silent.addHandler(logging.NullHandler())
startup = logging.getLogger("startup")
startup.addHandler(logging.FileHandler("/var/log/startup.log"))

_lock = threading.Lock()
_stock: dict[str, int] = {}


def put(item: str, amount: int) -> None:
    with _lock:
        _stock[item] = amount
        plain.info("put %s", item)
        stream.info("put %s", item)


def take(item: str) -> bool:
    with _lock:
        if _stock.get(item, 0) == 0:
            queued.warning("out of %s", item)
            silent.warning("out of %s", item)
            return False
        _stock[item] -= 1
        return True


def boot() -> None:
    startup.info("listening")
    _listener.start()
    with _lock:
        _stock.clear()
    startup.info("ready")
