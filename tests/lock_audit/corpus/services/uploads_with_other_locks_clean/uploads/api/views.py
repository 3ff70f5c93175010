# corpus: strict not checked
import subprocess

import requests
from flask import Blueprint, current_app, request

from uploads.filelock import FileLock
from uploads.rows import RowLocks

bp = Blueprint("uploads", __name__)


def _rows() -> RowLocks:
    return current_app.extensions["row_locks"]


@bp.post("/uploads/<name>")
def upload(name: str):
    if not _rows().lock(name):
        return "", 409
    try:
        with FileLock("/tmp/uploads.lock"):
            subprocess.run(["clamscan", name], check=True, timeout=30)
            code = requests.put("https://files.example/" + name, data=request.get_data(), timeout=5).status_code
    finally:
        _rows().unlock(name)
    return {"stored": code}


@bp.delete("/uploads/<name>")
def delete(name: str):
    lock = FileLock("/tmp/uploads.lock")
    if not lock.acquire():
        return "", 409
    try:
        requests.delete("https://files.example/" + name, timeout=5)
    finally:
        lock.release()
    return "", 204
