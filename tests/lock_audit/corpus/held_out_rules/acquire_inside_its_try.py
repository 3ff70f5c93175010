# corpus: strict not checked
import threading

ledger_lock = threading.Lock()
ledger = []


def post(entry):
    try:
        if not ledger_lock.acquire(timeout=0.5):  # expect: LCK008
            raise TimeoutError("ledger busy")
        ledger.append(entry)
        return len(ledger)
    finally:
        ledger_lock.release()


def total():
    with ledger_lock:
        return sum(e.amount for e in ledger)


def last():
    with ledger_lock:
        if not ledger:
            return None
        return ledger[-1]
