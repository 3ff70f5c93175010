# corpus: strict not checked
from locks import TracedLock

_guard = TracedLock("sessions")
_sessions = {}


def login(user, token):
    with _guard:  # expect: LCK001 LCK002
        _sessions[token] = user
    return {"token": token}


def describe():
    return {"guard": _guard.label}
