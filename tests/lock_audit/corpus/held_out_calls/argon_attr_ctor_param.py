# corpus: strict not checked
import threading

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError


class Hashing:
    def __init__(self, hasher: PasswordHasher):
        self.hasher = hasher

    def check(self, digest: str, plain: str) -> bool:
        try:
            return self.hasher.verify(digest, plain)
        except VerifyMismatchError:
            return False


class Kiosk:
    """A pin pad in front of the machine room."""

    def __init__(self, hashing: Hashing, attempts: int = 3):
        self.hashing = hashing
        self.attempts = attempts
        self.lock = threading.Lock()
        self.pins = {}
        self.left = {}

    def enroll(self, badge, digest):
        with self.lock:
            self.pins[badge] = digest
            self.left[badge] = self.attempts

    def enter(self, badge, pin):
        with self.lock:
            if self.left.get(badge, 0) <= 0:
                return "blocked"
            if self.hashing.check(self.pins[badge], pin):  # expect: LCK003 via check -> verify
                self.left[badge] = self.attempts
                return "open"
            self.left[badge] -= 1
            return "wrong"
