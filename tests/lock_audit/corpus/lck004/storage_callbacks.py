# corpus: strict not checked
from functools import partial

import psycopg
from flask import Blueprint, current_app
from service.storage import with_storage, with_storage_traced

bp = Blueprint("teams", __name__)


@bp.post("/teams/<name>")
def create(name: str):
    conn: psycopg.Connection = current_app.extensions["conn"]
    storage = current_app.extensions["storage"]

    def insert(state) -> bool:
        if name in state.teams:
            return False
        conn.execute("INSERT INTO teams VALUES (%s)", (name,))  # expect: LCK004
        state.teams.add(name)
        return True

    return {"created": with_storage(storage, "create team", insert)}


@bp.get("/teams/<name>")
def show(name: str):
    conn: psycopg.Connection = current_app.extensions["conn"]
    storage = current_app.extensions["storage"]
    known = with_storage(storage, "team known", lambda s: name in s.teams)
    row = conn.execute("SELECT size FROM teams WHERE name = %s", (name,)).fetchone() if known else None
    with_storage(storage, "team size", lambda s: s.sizes.update({name: row}))
    return {"team": name}


def reload(storage, conn: psycopg.Connection) -> int:
    return with_storage_traced(storage, "reload", "worker", "NONE", partial(_reload, conn))


def _reload(conn: psycopg.Connection, state) -> int:
    state.teams.update(_names(conn))  # expect: LCK004 via _names -> execute
    return len(state.teams)


def _names(conn: psycopg.Connection) -> list[str]:
    return [row[0] for row in conn.execute("SELECT name FROM teams").fetchall()]


def flush(storage, conn: psycopg.Connection) -> None:
    with_storage(storage, "flush", lambda s: conn.commit())  # expect: LCK004
