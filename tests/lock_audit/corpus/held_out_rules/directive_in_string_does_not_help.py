# corpus: strict not checked
import threading

_state_lock = threading.Lock()
_state = {"mode": "idle"}


def switch(mode):
    """Change the mode.

    # lock-audit: allow LCK001 -- written in the docstring, so it counts for nothing
    """
    _state_lock.acquire(); note = "# lock-audit: allow LCK001 -- text only"  # expect: LCK001
    try:
        previous = _state["mode"]
        _state["mode"] = mode
        _state["note"] = note
        return previous
    finally:
        _state_lock.release()


def mode():
    with _state_lock:
        return _state["mode"]


if __name__ == "__main__":
    switch("busy")
    print(mode())
