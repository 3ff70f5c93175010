# corpus: strict not checked
"""Bank with a lock object per account."""
import threading
import time

import requests


class Guard(object):
    def __init__(self, timeout):
        self._timeout = timeout
        self._mutex = threading.Lock()

    def __enter__(self):
        if not self._mutex.acquire(timeout=self._timeout):
            raise RuntimeError("guard timed out")
        return self

    def __exit__(self, *exc_info):
        self._mutex.release()
        return False


class Ledger(object):
    def __init__(self):
        self._guard = Guard(1.0)
        self._entries = []

    def post(self, entry):
        with self._guard:
            self._entries.append(entry)
            return len(self._entries)

    def entries(self):
        with self._guard:
            return self._entries  # expect: LCK009

    def last(self):
        with self._guard:
            return self._entries[-1] if self._entries else None


class Account(object):
    def __init__(self, owner, ledger: Ledger):
        self.owner = owner
        self.cents = 0
        self.guard = Guard(0.5)
        self._ledger = ledger

    def deposit(self, cents):
        with self.guard:
            self.cents += cents
            self._ledger.post((self.owner, cents))  # expect: LCK007

    def deposit_split(self, cents):
        with self.guard:
            self.cents += cents
        self._ledger.post((self.owner, cents))

    def send(self, other: "Account", cents):
        with self.guard:
            with other.guard:  # expect: LCK007
                self.cents -= cents
                other.cents += cents

    def verify(self):
        with self.guard:
            return self._remote_balance() == self.cents  # expect: LCK005 via _remote_balance -> get

    def verify_split(self):
        remote = self._remote_balance()
        with self.guard:
            return remote == self.cents

    def _remote_balance(self):
        return requests.get("https://bank.example.com/" + self.owner, timeout=2).json()["cents"]

    def cool_down(self):
        with self.guard:
            time.sleep(0.1)  # expect: LCK006
