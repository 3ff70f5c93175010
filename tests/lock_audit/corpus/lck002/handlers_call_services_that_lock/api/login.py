# corpus: strict not checked
"""`acquire`, `lock` and `release` of an object that is no lock."""

from flask import Blueprint, abort

from ..throttle import Throttle, throttle

bp = Blueprint("login", __name__)


@bp.post("/login/<name>")
def login(name: str):
    if not throttle.acquire(name):
        abort(429)
    return _greet(throttle, name)


def _greet(limits: Throttle, name: str) -> str:
    limits.release(name)
    return f"hello {name}"


@bp.post("/ban/<name>")
def ban(name: str):
    throttle.lock(name)
    return "", 204
