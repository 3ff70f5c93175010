# corpus: strict not checked
import threading

from api.locking import Busy, with_lock

_lock = threading.Lock()
_likes = {}


def like(post):
    def bump():
        _likes[post] = _likes.get(post, 0) + 1
        return _likes[post]

    try:
        return {"likes": with_lock(_lock, "likes", bump)}
    except Busy:
        return {"error": "busy"}


def likes(post):
    return {"likes": with_lock(_lock, "likes", lambda: _likes.get(post, 0))}
