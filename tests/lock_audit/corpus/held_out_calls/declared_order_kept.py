# corpus: strict not checked
import threading

# lock-audit: order _rooms_lock < _users_lock -- a user is always moved inside one room

_rooms_lock = threading.Lock()
_users_lock = threading.Lock()
_rooms = {}
_users = {}


def enter(room, user):
    with _rooms_lock:
        members = _rooms.setdefault(room, set())
        members.add(user)
        with _users_lock:
            _users[user] = room


def leave(user):
    with _users_lock:
        room = _users.pop(user, None)
    if room is None:
        return False
    with _rooms_lock:
        _rooms[room].discard(user)
    return True


def count(room):
    with _rooms_lock:
        return len(_rooms.get(room, ()))
