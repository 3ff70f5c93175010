# corpus: strict not checked
"""Warehouse moves: the shelf lock is always taken before the audit-trail lock."""
import threading

# lock-audit: order _shelf_lock < _trail_lock -- a move is one unit with its trail entry
_shelf_lock = threading.Lock()
_trail_lock = threading.Lock()
_shelves = {}
_trail = []


def move(item, src, dst):
    with _shelf_lock:
        if item not in _shelves.get(src, ()):
            raise LookupError(item)
        _shelves[src].remove(item)
        _shelves.setdefault(dst, set()).add(item)
        with _trail_lock:
            _trail.append((item, src, dst))


def last_moves(n):
    with _trail_lock:
        return _trail[-n:]


def shelf_of(item):
    with _shelf_lock:
        for name, items in _shelves.items():
            if item in items:
                return name
    return None
