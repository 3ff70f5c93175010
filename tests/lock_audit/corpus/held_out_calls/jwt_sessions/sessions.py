import threading

from auth import MAX_SESSIONS, issue_token

_guard = threading.RLock()
_by_user = {}


def open_session(user_id):
    with _guard:
        tokens = _by_user.setdefault(user_id, [])
        if len(tokens) >= MAX_SESSIONS:
            raise RuntimeError("too many sessions")
        token = issue_token(user_id)  # expect: LCK003 via issue_token -> _sign -> encode
        tokens.append(token)
        return token


def count(user_id):
    with _guard:
        return len(_by_user.get(user_id, ()))
