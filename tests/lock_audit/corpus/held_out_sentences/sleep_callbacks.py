# corpus: strict not checked
from time import sleep as nap

from locks import with_storage


def one(store):
    with_storage(store, "nap", lambda s: nap(1))  # expect: LCK006
    nap(1)


class Service:
    def __init__(self, helper, store):
        self.helper = helper
        self.store = store

    def two(self):
        self.helper.with_storage_traced("nap", self._slow)

    def three(self):
        def inner(s):
            s.add(1)
            nap(0.5)  # expect: LCK006

        def unused(s):
            nap(0.5)

        with_storage(self.store, "inner", fn=inner)
        return unused

    def _slow(self, s):
        s.add(2)
        nap(0.1)  # expect: LCK006
