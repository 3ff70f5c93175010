from threading import Lock

registry_lock = Lock()
registry = {}


def is_known(device_id):
    with registry_lock:
        return device_id in registry
