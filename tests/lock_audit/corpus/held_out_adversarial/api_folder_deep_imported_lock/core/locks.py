# corpus: strict not checked
import threading

TEAMS = threading.Lock()


class Team:
    def __init__(self) -> None:
        self.mu = threading.RLock()
        self.n = 0

    def bump(self) -> int:
        with self.mu:
            self.n += 1
            return self.n
