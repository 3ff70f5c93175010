# corpus: strict not checked
import threading
from contextlib import ExitStack

left_lock = threading.Lock()
right_lock = threading.Lock()
left = []
right = []


def rotate():
    with ExitStack() as stack:
        stack.enter_context(left_lock)
        if not left:
            return False
        item = left.pop(0)
    with right_lock:
        right.append(item)
    return True


def rotate_back():
    with ExitStack() as stack:
        if not right_lock.acquire(timeout=1):
            return False
        stack.callback(right_lock.release)
        item = right.pop() if right else None
    if item is None:
        return False
    with left_lock:
        left.append(item)
    return True
