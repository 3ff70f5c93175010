import state
from db import database as db


def refresh():
    with state.lock:
        state.rooms.clear()
        for name, seats in db.query("SELECT name, seats FROM rooms"):  # expect: LCK004 via query -> connect
            state.rooms[name] = seats


def title():
    with state.lock:
        return "%s (%d rooms)" % (db.name(), len(state.rooms))


def preload():
    rows = db.query("SELECT name, seats FROM rooms")
    with state.lock:
        state.rooms.update(rows)
