# corpus: strict not checked
# lock-audit: order ACCOUNTS < LEDGER -- transfers always post after moving money
import threading

ACCOUNTS = threading.Lock()
LEDGER = threading.Lock()
_n = {"v": 0}


def transfer() -> None:
    with ACCOUNTS:
        _n["v"] -= 1
        with LEDGER:
            _n["v"] += 1


def transfer_timed() -> bool:
    with ACCOUNTS:
        if not LEDGER.acquire(timeout=1):
            return False
        try:
            _n["v"] += 1
            return True
        finally:
            LEDGER.release()
