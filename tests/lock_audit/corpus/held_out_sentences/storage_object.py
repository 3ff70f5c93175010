# corpus: strict not checked
from helpers import with_storage


def leak(store):
    return with_storage(store, "leak", lambda s: s)  # expect: LCK009


def leak_nested(store):
    def inner(s):
        s.touch()
        return s  # expect: LCK009

    return with_storage(store, "leak", inner)


def scalar(store):
    return with_storage(store, "count", lambda s: s.count())


def scalar_nested(store):
    def inner(s):
        s.touch()
        return None

    return with_storage(store, "touch", inner)


def plain(s):
    return s
