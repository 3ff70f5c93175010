# corpus: strict not checked
"""Records of a child logger travel to the handlers of its parent, unless it stops them."""

import logging
import threading

log = logging.getLogger("billing.invoices")
kept = logging.getLogger("billing.kept")
kept.propagate = False
kept.addHandler(logging.StreamHandler())
other = logging.getLogger("billings")

_lock = threading.Lock()
_open_invoices: set[str] = set()


def issue(number: str) -> None:
    with _lock:
        _open_invoices.add(number)
        log.info("issued %s", number)  # expect: LCK006
        kept.info("issued %s", number)
        other.info("issued %s", number)


def pay(number: str) -> bool:
    with _lock:
        found = number in _open_invoices
        _open_invoices.discard(number)
    log.info("paid %s", number)
    return found
