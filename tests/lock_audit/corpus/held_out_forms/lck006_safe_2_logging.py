# corpus: strict not checked
"""Plain, stream and queue loggers under a lock; the file logger is used outside."""
import logging
import logging.handlers
import queue
import sys
import threading

log = logging.getLogger("shop.cart")

console = logging.getLogger("console")
console.addHandler(logging.StreamHandler(sys.stderr))

_records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
audit = logging.getLogger("audit")
audit.addHandler(logging.handlers.QueueHandler(_records))

writer = logging.getLogger("writer")
writer.addHandler(logging.FileHandler("shop.log"))


class Cart:
    def __init__(self) -> None:
        self._changed = threading.Condition(threading.Lock())
        self._items: list[str] = []

    def add(self, item: str) -> None:
        with self._changed:
            self._items.append(item)
            self._changed.notify_all()
            log.info("added %s", item)
            console.debug("added %s", item)
            audit.warning("added %s", item)
        writer.info("added %s", item)

    def wait_for_item(self) -> str | None:
        with self._changed:
            while not self._items:
                if not self._changed.wait(timeout=0.5):
                    log.info("no item yet")
                    return None
            return self._items[0]

    def wait_for_more(self, count: int) -> bool:
        with self._changed:
            ok = self._changed.wait_for(lambda: len(self._items) >= count, timeout=2.0)
            if not ok:
                log.warning("only %d items", len(self._items))
            return ok
