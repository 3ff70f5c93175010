# corpus: strict not checked
from web import bp, lock, names

ROUTES = [bp]


def add(name):
    with lock:
        names.append(name)
