# corpus: strict not checked
import threading

# lock-audit: order _ledger < _mail -- the ledger is always taken before the mail queue
_ledger = threading.Lock()
_mail = threading.Lock()
_third = threading.Lock()
_n = [0]


def kept():
    with _ledger, _mail:
        _n[0] += 1


def kept_nested():
    with _ledger:
        _n[0] += 1
        with _mail:
            _n[0] += 1


def broken():
    with _mail:
        with _ledger:  # expect: LCK007
            _n[0] += 1


def undeclared():
    with _ledger, _third:  # expect: LCK007
        _n[0] += 1
