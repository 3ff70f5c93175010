# corpus: strict not checked
import logging
from logging.handlers import QueueHandler, QueueListener
import queue
import sys
import threading

log = logging.getLogger(__name__)

events = logging.getLogger("events")
_events_queue = queue.SimpleQueue()
events.addHandler(QueueHandler(_events_queue))
listener = QueueListener(_events_queue, logging.FileHandler("events.log"))

console = logging.getLogger("console")
console.addHandler(logging.StreamHandler(sys.stderr))

archive = logging.getLogger("archive")
archive.addHandler(logging.FileHandler("archive.log"))

_lock = threading.Lock()
_doors = {}


def open_door(name):
    with _lock:
        _doors[name] = "open"
        log.debug("door %s", name)
        events.info("open %s", name)
        console.warning("open %s", name)
    archive.info("open %s", name)


def state(name):
    with _lock:
        value = _doors.get(name)
        if value is None:
            log.error("unknown door")
    return value
