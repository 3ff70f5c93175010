# corpus: strict not checked
import threading

import pkg

_lock = threading.Lock()


def use(dsn):
    with _lock:
        pkg.quick(dsn)
        pkg.lookup(dsn)  # expect: LCK004 via lookup -> _ask -> connect
    return pkg.lookup(dsn)
