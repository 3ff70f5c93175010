"""Logs go through a queue, so that a log call never waits for the disk."""
from __future__ import annotations

import logging
import logging.handlers
import queue

_records: queue.SimpleQueue = queue.SimpleQueue()
log = logging.getLogger("papers")
log.addHandler(logging.handlers.QueueHandler(_records))


def start_listener(path: str) -> logging.handlers.QueueListener:
    listener = logging.handlers.QueueListener(_records, logging.FileHandler(path))
    listener.start()
    return listener
