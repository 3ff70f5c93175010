# corpus: strict not checked
import time

import requests
from argon2 import PasswordHasher

from service.storage import Storage, Votes, with_storage

_hasher = PasswordHasher()


def _publish(totals: int) -> None:
    requests.post("https://polls.example", json=totals, timeout=2)


class Polls:
    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def _cast(self, votes: Votes) -> int:
        time.sleep(0.01)  # expect: LCK006
        return len(votes.by_user)

    def settle(self) -> int:
        return with_storage(self._storage, "settle", self._cast)

    def vote(self, user: str, choice: str, digest: str, pin: str) -> bool:
        def step(votes: Votes) -> bool:
            if not _hasher.verify(digest, pin):  # expect: LCK003
                return False
            counted = votes.cast(user, choice)
            _publish(len(votes.by_user))  # expect: LCK005 via _publish -> requests.post
            return counted

        return with_storage(self._storage, "vote", step)

    def vote_outside(self, user: str, choice: str, digest: str, pin: str) -> bool:
        if not _hasher.verify(digest, pin):
            return False
        counted = with_storage(self._storage, "vote", lambda votes: votes.cast(user, choice))
        _publish(1)
        return counted

    def everything(self) -> Votes:
        return with_storage(self._storage, "everything", lambda votes: votes)  # expect: LCK009
