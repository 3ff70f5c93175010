import threading

flags_lock = threading.Lock()
flags = {}


def is_set(name):
    with flags_lock:
        return bool(flags.get(name))
