# corpus: strict not checked
import threading

from reports.log import audit_log, log


class Status:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._states: dict[int, str] = {}

    def set(self, number: int, state: str) -> None:
        with self._lock:
            self._states[number] = state
            log.info("report %s is %s", number, state)

    def set_audited(self, number: int, state: str) -> None:
        with self._lock:
            self._states[number] = state
            audit_log.info("report %s is %s", number, state)  # expect: LCK006

    def state_of(self, number: int) -> str:
        with self._lock:
            return self._states.get(number, "unknown")
