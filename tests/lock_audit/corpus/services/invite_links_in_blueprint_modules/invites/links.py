# corpus: strict not checked
import threading

import flask
from psycopg_pool import ConnectionPool

from invites import members

links_bp = flask.Blueprint("links", __name__)
pool = ConnectionPool("", open=False)
_clicks_lock = threading.Lock()
_clicks: dict[str, int] = {}


@links_bp.post("/links/<team>/<code>")
def create(team: str, code: str):
    return {"created": members.invite(pool, team, code)}


@links_bp.get("/links/<code>")
def follow(code: str):
    if _clicks_lock.acquire(timeout=0.1):  # expect: LCK002, LCK008
        _clicks[code] = _clicks.get(code, 0) + 1
        _clicks_lock.release()
    return {"team": members.join(code, "guest")}


@links_bp.get("/links/<code>/clicks")
def clicks(code: str):
    with _clicks_lock:  # expect: LCK001, LCK002
        return {"clicks": _clicks.get(code, 0)}
