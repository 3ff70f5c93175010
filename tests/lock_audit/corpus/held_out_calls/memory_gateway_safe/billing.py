# corpus: strict not checked
from threading import Lock

import core

_trial = core.MemoryGateway()
_lock = Lock()
_totals = {"all": 0}


def bill_trial(cents):
    with _lock:
        _totals["all"] += cents
        return _trial.charge(cents)


def bill(gateway: core.HttpGateway, cents):
    receipt = gateway.charge(cents)
    with _lock:
        _totals["all"] += cents
    return receipt
