# corpus: strict not checked
"""Callbacks of the helpers that let only copies, elements and numbers out."""

from functools import partial

from limits import with_lock, with_storage


class Directory:
    def __init__(self, lock, storage):
        self._lock = lock
        self._storage = storage
        self._names: dict[str, int] = {}

    def names(self) -> list[str]:
        return with_lock(self._lock, lambda: sorted(self._names))

    def number(self, name: str) -> int | None:
        return with_lock(self._lock, partial(self._number, name))

    def add(self, name: str) -> int:
        def insert() -> int:
            self._names[name] = len(self._names)
            return self._names[name]

        return with_lock(self._lock, insert)

    def teams(self) -> dict[str, list[str]]:
        return with_storage(self._storage, "teams", lambda s: {team: list(of) for team, of in s.teams.items()})

    def team(self, name: str):
        return with_storage(self._storage, "team", lambda s: s.teams.get(name))

    def rename(self, old: str, new: str) -> None:
        def change(storage) -> bool:
            storage.teams[new] = storage.teams.pop(old)
            return True

        with_storage(self._storage, "rename", change)

    def _number(self, name: str) -> int | None:
        return self._names.get(name)
