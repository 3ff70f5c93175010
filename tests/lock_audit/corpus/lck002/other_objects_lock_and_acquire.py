# corpus: strict not checked
import contextlib

import redis
from flask import Blueprint, current_app

bp = Blueprint("devices", __name__)
_redis = redis.Redis()
_maybe = contextlib.nullcontext()


class Device:
    def __init__(self, name: str) -> None:
        self.name = name
        self.locked = False

    def lock(self) -> None:
        self.locked = True

    def acquire(self, owner: str) -> str:
        return f"{self.name} belongs to {owner}"


@bp.post("/devices/<name>/lock")
def lock(name: str):
    device = Device(name)
    device.lock()
    with _maybe:
        return {"locked": device.locked}


@bp.post("/devices/<name>/<owner>")
def acquire(name: str, owner: str):
    with _redis.lock(f"device:{name}", timeout=5):
        text = Device(name).acquire(owner)
    return {"text": text}


@bp.get("/devices/<name>")
def show(name: str):
    lock = _redis.lock(name)
    if not lock.acquire(blocking=False):
        return "", 423
    lock.release()
    with current_app.app_context():
        return {"name": name}
