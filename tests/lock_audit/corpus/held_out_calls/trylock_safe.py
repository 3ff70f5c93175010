# corpus: strict not checked
import threading
import time


class Election:
    def __init__(self):
        self.lock = threading.Lock()
        self.leader = None
        self.votes = {}

    def vote(self, who):
        if self.lock.acquire(blocking=False):
            try:
                self.votes[who] = self.votes.get(who, 0) + 1
            finally:
                self.lock.release()
            return True
        else:
            time.sleep(0.01)
            return False

    def patient_vote(self, who):
        for _ in range(5):
            if self.vote(who):
                return True
            time.sleep(0.1)
        return False

    def settle(self):
        with self.lock:
            if self.votes:
                self.leader = max(self.votes, key=self.votes.get)
            return self.leader
