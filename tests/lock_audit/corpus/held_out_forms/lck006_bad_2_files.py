# corpus: strict not checked
"""Files and file loggers under a lock."""
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import HTTPHandler, RotatingFileHandler, SMTPHandler
from pathlib import Path

_log = logging.getLogger("shop.texts")

_audit = logging.getLogger("audit")
_audit.addHandler(RotatingFileHandler("audit.log", maxBytes=1_000_000, backupCount=3))

_mail = logging.getLogger("mail")
_mail_handler = SMTPHandler("localhost", "a@example.org", ["b@example.org"], "alarm")
_mail.addHandler(_mail_handler)

_remote = logging.getLogger("remote")
_remote.addHandler(HTTPHandler("localhost:8080", "/log"))

_texts_lock = threading.Lock()
_texts: list[str] = []
MARKS = Path("marks")


@contextmanager
def marker(name: str) -> Iterator[None]:
    open(MARKS / name, "x").close()
    yield


def save(path: Path, text: str) -> None:
    with _texts_lock:
        path.write_text(text)  # expect: LCK006
        _log.debug("saved %s", path)
        _audit.info("saved %s", path)  # expect: LCK006
        _texts.append(text)


def append(path: Path, line: str) -> None:
    with _texts_lock, open(path, "a", encoding="utf-8") as handle:  # expect: LCK006
        handle.write(line)  # expect: LCK006
        os.fsync(handle.fileno())  # expect: LCK006


def copy_in(path: Path) -> None:
    with open(path, encoding="utf-8") as handle, _texts_lock:
        _texts.append(handle.read())  # expect: LCK006


def load(path: Path) -> int:
    with _texts_lock:
        _texts.extend(path.read_text().split())  # expect: LCK006
        return len(_texts)


def marked(name: str) -> None:
    with _texts_lock:
        with marker(name):  # expect: LCK006 via marker -> open
            _texts.append(name)


def alarm(text: str) -> None:
    with _texts_lock:
        _texts.append(text)
        if len(_texts) > 100:
            _mail.error("too many texts: %s", text)  # expect: LCK006
        else:
            _remote.warning("text: %s", text)  # expect: LCK006
    _mail.info("done")
