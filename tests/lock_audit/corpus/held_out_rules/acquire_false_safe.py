# corpus: strict not checked
import threading

_running = threading.Lock()
_reindex_count = [0]


def reindex_once(build):
    """Skip when another thread is at it."""
    if not _running.acquire(False):
        return "skipped"
    try:
        _reindex_count[0] += 1
        build.step()
        return "done"
    finally:
        _running.release()


def reindex_kw(build):
    got = _running.acquire(blocking=False)
    if not got:
        return "skipped"
    try:
        build.step()
    finally:
        _running.release()
    return "done"


def is_running():
    return _running.locked()
