# corpus: strict not checked
from ledger.base import Repository


class Balances(Repository):
    def add(self, name: str, amount: int) -> int:
        with self._lock:
            total = self._cache.get(name, 0) + amount
            self._remember(name, total)
            self._store(name, total)  # expect: LCK004 via _store -> execute
            return total

    def add_in_memory(self, name: str, amount: int) -> int:
        with self._lock:
            total = self._cache.get(name, 0) + amount
            self._remember(name, total)
        self._store(name, total)
        return total
