# corpus: strict not checked
import logging
from logging.handlers import RotatingFileHandler
import threading

audit = logging.getLogger("audit")
audit.addHandler(RotatingFileHandler("audit.log", maxBytes=10_000))

plain = logging.getLogger("plain")
plain.addHandler(logging.StreamHandler())

_lock = threading.Lock()
_grants = {}


def _trail(who, what):
    audit.info("%s got %s", who, what)


def grant(who, what):
    with _lock:
        _grants[who] = what
        plain.info("granting")
        _trail(who, what)  # expect: LCK006 via _trail -> info


def revoke(who):
    with _lock:
        what = _grants.pop(who, None)
        if what is None:
            audit.warning("%s had nothing", who)  # expect: LCK006
    _trail(who, "nothing")
