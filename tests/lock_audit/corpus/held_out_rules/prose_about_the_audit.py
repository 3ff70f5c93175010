# corpus: strict not checked
# The lock audit runs in CI; see docs/locks.md for what LCK001 and LCK004 mean.
# We were allowed LCK004 here once, -- that is no longer needed.
import threading

_lock = threading.Lock()   # lock: audited by hand, allow nothing
_sessions = {}


def open_session(user, token):
    # lock audit note: this is a leaf lock, no LCK007 possible
    with _lock:
        _sessions[token] = user
    return token


def who(token):
    # allow LCK001 -- no: there is nothing to allow, `with` is fine outside of api/
    with _lock:
        return _sessions.get(token)


def close_session(token):
    if not _lock.acquire(timeout=2):  # bounded, so LCK001 does not apply
        return False
    try:
        return _sessions.pop(token, None) is not None
    finally:
        _lock.release()
