# corpus: strict not checked
from flask import Blueprint as BP
from threading import Lock

bp = BP("web", __name__)
lock = Lock()
names = []


@bp.get("/names")
def show():
    with lock:  # expect: LCK001, LCK002
        return ",".join(names)
