# corpus: strict not checked
"""Values derived from guarded containers, never the containers."""
import json
import threading
from itertools import islice

_quota_lock = threading.Lock()
_quota = {}


def dump():
    with _quota_lock:
        return json.dumps(_quota, sort_keys=True)


def first(n):
    with _quota_lock:
        return list(islice(_quota, n))


def biggest():
    with _quota_lock:
        return max(_quota, key=_quota.get, default=None)


def inverted():
    with _quota_lock:
        return {v: k for k, v in _quota.items()}


def spend(user, n):
    with _quota_lock:
        left = _quota.get(user, 0) - n
        if left < 0:
            return False
        _quota[user] = left
        return True
