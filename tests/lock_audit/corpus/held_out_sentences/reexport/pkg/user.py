# corpus: strict not checked
import threading

from .impl import lookup as find
from . import impl

_lock = threading.Lock()


def use(dsn):
    with _lock:
        impl.quick(dsn)
        find(dsn)  # expect: LCK004 via find -> _ask -> connect
