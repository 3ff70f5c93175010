# corpus: strict not checked
import logging
import logging.handlers
import queue

_records: queue.SimpleQueue = queue.SimpleQueue()

events = logging.getLogger("svc.events")
events.addHandler(logging.handlers.QueueHandler(_records))
events.propagate = False

console = logging.getLogger("svc.console")
console.addHandler(logging.StreamHandler())

listener = logging.handlers.QueueListener(_records, logging.FileHandler("/var/log/svc/events.log"))


def start() -> None:
    listener.start()
