# corpus: strict not checked
import threading

from flask import Blueprint, request

import flags
from flags.reload import reload_outside

bp = Blueprint("flags", __name__)
_hits_lock = threading.RLock()
_hits: dict[str, int] = {}


@bp.get("/flags/<name>")
def show(name: str):
    with _hits_lock:  # expect: LCK001, LCK002
        _hits[name] = _hits.get(name, 0) + 1
    return {"on": flags.is_on(name)}


@bp.put("/flags/<name>")
def change(name: str):
    flags.set_flag(name, request.get_json()["on"])
    return "", 204


@bp.post("/flags/reload")
def reload():
    return {"flags": reload_outside(request.get_json()["dsn"])}
