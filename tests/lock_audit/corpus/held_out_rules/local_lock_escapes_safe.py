# corpus: strict not checked
import functools
import threading


def _work(lock, table, key):
    with lock:
        table[key] = table.get(key, 0) + 1


def run_all(keys):
    table = {}
    lock = threading.Lock()
    jobs = [functools.partial(_work, lock, table, k) for k in keys]
    threads = [threading.Thread(target=j) for j in jobs]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return table


def run_kwargs(keys):
    table = {}
    guard = threading.RLock()
    threads = [
        threading.Thread(target=_work, kwargs={"lock": guard, "table": table, "key": k})
        for k in keys
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    with guard:
        return dict(table)


def decorate(fn):
    lock = threading.Lock()

    @functools.wraps(fn)
    def wrapper(*args):
        with lock:
            return fn(*args)

    return wrapper
