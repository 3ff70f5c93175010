# corpus: strict not checked
from apis.rates import limit_for, set_limit

import threading

_calls_lock = threading.Lock()
_calls = {}


def count(client):
    """A module called api.py is not in a folder called api."""
    with _calls_lock:
        n = _calls.get(client, 0) + 1
        _calls[client] = n
    return n <= limit_for(client)


def relax(client):
    set_limit(client, 600)
