# corpus: strict not checked
import threading

tenants_lock = threading.Lock()
tenants = dict()


def register(name, plan):
    with tenants_lock:
        tenants[name] = plan
        return tenants[name]


def live():
    with tenants_lock:
        if len(tenants) > 0:
            return tenants.values()  # expect: LCK009
        return None


def plans():
    with tenants_lock:
        return set(tenants.values())


def sizes():
    with tenants_lock:
        return (len(t) for t in tenants)  # expect: LCK009
