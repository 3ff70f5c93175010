# corpus: strict not checked
import logging
import logging.handlers
import queue
import threading

_lock = threading.Lock()
_file = logging.getLogger("shop.file")
_file.addHandler(logging.handlers.RotatingFileHandler("x.log"))
_mail = logging.getLogger("shop.mail")
_mail.addHandler(logging.handlers.SMTPHandler("h", "a", ["b"], "s"))
_stream = logging.getLogger("shop.stream")
_stream.addHandler(logging.StreamHandler())
_queued = logging.getLogger("shop.queued")
_queued.addHandler(logging.handlers.QueueHandler(queue.Queue()))
_plain = logging.getLogger(__name__)


def bad() -> None:
    with _lock:
        _file.info("a")  # expect: LCK006
        _mail.error("b")  # expect: LCK006


def good() -> None:
    with _lock:
        _stream.info("a")
        _queued.info("b")
        _plain.warning("c")
    _file.info("d")
