from . import persist as store
from . import remote
from .audience import in_audience
from .settings import FOREVER, SHORT
from .state import FLAGS_LOCK, flags, listeners


def set_flag(name, value):
    with FLAGS_LOCK:
        flags[name] = value
        store.save_flag(name, value)  # expect: LCK004 via save_flag -> connection -> connect
    _notify(name)


def refresh():
    with FLAGS_LOCK:
        flags.update(remote.all_flags())  # expect: LCK005 via all_flags -> read_json -> urlopen
        return len(flags)


def refresh_politely():
    fresh = remote.all_flags()
    with FLAGS_LOCK:
        flags.update(fresh)
        return len(flags)


def evaluate(name, user):
    with FLAGS_LOCK:
        rule = flags.get(name)
        if rule is None:
            return False
        return in_audience(rule, user)  # expect: LCK007


def publish():
    if not FLAGS_LOCK.acquire(timeout=SHORT):
        return False
    try:
        store.write_snapshot(dict(flags))  # expect: LCK006 via write_snapshot -> open
    finally:
        FLAGS_LOCK.release()
    return True


def publish_outside():
    if not FLAGS_LOCK.acquire(timeout=SHORT):
        return False
    try:
        data = dict(flags)
    finally:
        FLAGS_LOCK.release()
    store.write_snapshot(data)
    return True


def wipe():
    if FLAGS_LOCK.acquire(timeout=FOREVER):  # expect: LCK001
        try:
            flags.clear()
        finally:
            FLAGS_LOCK.release()


def live_names():
    with FLAGS_LOCK:
        return flags.keys()  # expect: LCK009


def names():
    with FLAGS_LOCK:
        return sorted(flags.keys())


def subscribe(fn):
    listeners.append(fn)
    return fn


def _notify(name):
    for fn in tuple(listeners):
        fn(name)
