# corpus: strict not checked
import threading

import flags
from flags import load_flags

_reload_lock = threading.RLock()
_reloads: list[int] = []


def reload(dsn: str) -> int:
    with _reload_lock:
        count = load_flags(dsn)  # expect: LCK004 via load_flags -> psycopg.connect; LCK007
        _reloads.append(count)
        return count


def reload_outside(dsn: str) -> int:
    count = flags.load_flags(dsn)
    with _reload_lock:
        _reloads.append(count)
        return count


def reload_alone(dsn: str) -> int:
    with threading.Lock():  # expect: LCK010
        count = len(_reloads)
    return count + load_flags(dsn)
