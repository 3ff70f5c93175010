# corpus: strict not checked
import threading

_grid_lock = threading.Lock()
_grid = [[0] * 8 for _ in range(8)]


def place(row, col, piece):
    acquired = _grid_lock.acquire(timeout=1)
    if not acquired:
        raise TimeoutError("grid")
    try:
        if _grid[row][col]:
            raise ValueError("occupied")
        _grid[row][col] = piece
    finally:
        _grid_lock.release()


def remove(row, col):
    got_it = _grid_lock.acquire(True, 1)
    try:
        if got_it:
            _grid[row][col] = 0
        return got_it
    finally:
        if got_it:
            _grid_lock.release()


def move(a, b):
    if (ok := _grid_lock.acquire(timeout=0.3)):
        try:
            _grid[b[0]][b[1]] = _grid[a[0]][a[1]]
            _grid[a[0]][a[1]] = 0
        finally:
            _grid_lock.release()
    return ok
