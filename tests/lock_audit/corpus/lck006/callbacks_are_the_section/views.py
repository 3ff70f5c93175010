# corpus: strict not checked
"""Whatever is given to the storage helper runs under its lock; its own body is where the report points."""

import time
from functools import partial
from pathlib import Path

from flask import Blueprint, current_app

from limits import with_storage

bp = Blueprint("notes", __name__)
NOTES = Path("/var/lib/notes")


def _append(text, storage):
    storage.notes.append(text)
    with open(NOTES, "a") as out:  # expect: LCK006
        out.write(text)  # expect: LCK006


class Importer:
    def __init__(self, source: Path):
        self.source = source

    def into(self, storage):
        storage.notes.extend(self._lines())  # expect: LCK006 via _lines -> read_text

    def _lines(self):
        return self.source.read_text().splitlines()


@bp.post("/notes")
def add_note():
    with_storage(current_app.storage, "add", partial(_append, "hello"))
    with_storage(current_app.storage, "settle", lambda s: time.sleep(0.1))  # expect: LCK006
    with_storage(current_app.storage, "import", Importer(NOTES).into)
    return {"ok": True}


@bp.post("/notes/slow")
def add_slowly():
    def change(storage):
        storage.notes.append("slow")
        time.sleep(0.5)  # expect: LCK006

    with_storage(current_app.storage, "slow", change)
    time.sleep(0.5)
    return {"ok": True}
