import threading

import backend
from game import connect, execute

_lock = threading.Lock()
_board = {}


def join(player):
    with _lock:
        return connect(player, _board)


def play(player):
    with _lock:
        score = execute(player, _board)
    backend.execute(player, None)
    return score


def scores():
    with _lock:
        return dict(_board)
