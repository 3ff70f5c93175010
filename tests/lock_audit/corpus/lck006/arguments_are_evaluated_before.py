# corpus: strict not checked
"""The file is read before the helper takes the lock: as an argument, in a partial, as a default value."""

import time
from functools import partial
from pathlib import Path

from flask import Blueprint, current_app

from limits import with_storage

bp = Blueprint("templates", __name__)
TEMPLATES = Path("/var/lib/templates")


def _label(name: str) -> str:
    return (TEMPLATES / name).read_text()[:10]


def _put(name, text, storage):
    storage.templates[name] = text


@bp.put("/templates/<name>")
def put(name: str):
    path = TEMPLATES / name
    with_storage(current_app.storage, "put", partial(_put, name, path.read_text()))
    with_storage(current_app.storage, _label(name), lambda s: len(s.templates))
    with_storage(current_app.storage, "default", lambda s, text=path.read_text(): s.templates.setdefault(name, text))
    time.sleep(0.01)
    return {"stored": name}
