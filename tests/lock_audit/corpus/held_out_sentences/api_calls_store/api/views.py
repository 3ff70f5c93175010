# corpus: strict not checked
import time

from store import put, run


def view(key):
    put(key)
    time.sleep(0.1)
    return "ok"


def view_callback(key):
    run(lambda: time.sleep(0.1))  # expect: LCK006
    return key
