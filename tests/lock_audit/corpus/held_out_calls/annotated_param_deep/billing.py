# corpus: strict not checked
from threading import Lock

from core import MemoryGateway
from core.ports import HttpGateway


class Billing:
    def __init__(self, gateway: HttpGateway, trial: MemoryGateway) -> None:
        self._gateway = gateway
        self._trial = trial
        self._lock = Lock()
        self._total = 0

    def bill(self, cents: int) -> str:
        with self._lock:
            receipt = self._charge(cents)  # expect: LCK005 via _charge -> charge -> post
            self._total += cents
        return receipt

    def _charge(self, cents: int) -> str:
        return self._gateway.charge(cents)

    def bill_trial(self, cents: int) -> str:
        with self._lock:
            self._total += cents
            return self._trial.charge(cents)
