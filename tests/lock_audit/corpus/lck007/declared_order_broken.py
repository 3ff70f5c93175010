# corpus: strict not checked
"""The declared order is kept once and broken twice; a third lock is not part of it."""

import threading

# lock-audit: order _users_lock < _groups_lock -- membership is checked against a user that can not vanish
_users_lock = threading.Lock()
_groups_lock = threading.Lock()
_stats_lock = threading.Lock()
_users: set[str] = set()
_groups: dict[str, set[str]] = {}
_stats: dict[str, int] = {}


def join(user: str, group: str) -> bool:
    with _users_lock:
        if user not in _users:
            return False
        with _groups_lock:
            _groups.setdefault(group, set()).add(user)
            return True


def dissolve(group: str) -> None:
    with _groups_lock:
        members = _groups.pop(group, set())
        with _users_lock:  # expect: LCK007
            _users.difference_update(members)


def sweep(group: str) -> None:
    with _groups_lock:
        _forget_locked(group)  # expect: LCK007


def count(user: str) -> None:
    with _users_lock:
        if user in _users:
            with _stats_lock:  # expect: LCK007
                _stats[user] = _stats.get(user, 0) + 1


def _forget_locked(group: str) -> None:
    gone = set(_groups.pop(group, ()))
    with _users_lock:
        _users.difference_update(gone)
