# corpus: strict not checked
import fcntl

import psycopg
from filelock import FileLock
from flask import Blueprint

bp = Blueprint("imports", __name__)
_import_lock = FileLock("/run/imports.lock", timeout=3)


@bp.post("/imports/<name>")
def start(name: str):
    with _import_lock:
        pass
    with open("/run/imports.state", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        lock.write(name)
    return "", 202


@bp.post("/imports/<name>/exclusive")
def exclusive(name: str):
    with psycopg.connect("dbname=imports") as lock:
        lock.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (name,))
        lock.execute("LOCK TABLE imports IN EXCLUSIVE MODE")
    return "", 204
