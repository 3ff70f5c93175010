# corpus: strict not checked
import logging
import queue
import sys
import threading
from logging import handlers
from logging.handlers import RotatingFileHandler as Roll

_lock = threading.Lock()
disk = logging.getLogger("disk")
roll = Roll("x.log")
disk.addHandler(roll)
web = logging.getLogger("web")
web.addHandler(handlers.HTTPHandler("host", "/log"))
term = logging.getLogger("term")
term.addHandler(logging.StreamHandler(sys.stderr))
later = logging.getLogger("later")
later.addHandler(handlers.QueueHandler(queue.SimpleQueue()))
plain = logging.getLogger("plain")


def slow():
    with _lock:
        disk.info("x")  # expect: LCK006
        web.warning("x")  # expect: LCK006


def fast():
    with _lock:
        term.info("x")
        later.error("x")
        plain.info("x")
    disk.info("after")
