# corpus: strict not checked
import requests

from service.state import Votes
from service.storage import Storage, with_storage_traced


class Publisher:
    def __init__(self, storage: Storage[Votes], url: str) -> None:
        self._storage = storage
        self._url = url

    def _totals(self, votes: Votes) -> dict[str, int]:
        return votes.totals()

    def publish(self) -> int:
        totals = with_storage_traced(self._storage, "publish", "publisher", "NONE", self._totals)
        return requests.post(self._url, json=totals, timeout=2).status_code
