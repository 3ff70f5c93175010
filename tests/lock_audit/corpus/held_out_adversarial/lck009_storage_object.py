# corpus: strict not checked
from helpers import with_storage, with_storage_traced


def grab(storage):
    return with_storage(storage, "grab", lambda s: s)  # expect: LCK009


def _all(s):
    s.touch = 1
    return s  # expect: LCK009


def grab2(storage):
    return with_storage_traced(storage, "grab", _all)


def names(storage) -> list[str]:
    return with_storage(storage, "names", lambda s: list(s.names))


def size(storage) -> int:
    return with_storage(storage, "n", lambda s: len(s.names))
