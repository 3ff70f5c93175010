# corpus: strict not checked
"""A declaration speaks of the locks of its file, or of full names."""

import threading

# lock-audit: order _lock < _items_lock -- a user's items go with the user
_lock = threading.Lock()
_items_lock = threading.Lock()
_users: set[str] = set()


def forget(name: str) -> None:
    with _lock:
        with _items_lock:
            _users.discard(name)
