# corpus: strict not checked
# lock-audit: order ACCOUNTS < LEDGER -- transfers always post after moving money
import threading

ACCOUNTS = threading.Lock()
LEDGER = threading.Lock()
OTHER = threading.Lock()
_n = {"v": 0}


def kept() -> None:
    with ACCOUNTS:
        with LEDGER:
            _n["v"] += 1


def broken() -> None:
    with LEDGER:
        with ACCOUNTS:  # expect: LCK007
            _n["v"] += 1


def undeclared() -> None:
    with ACCOUNTS:
        with OTHER:  # expect: LCK007
            _n["v"] += 1
