# corpus: strict not checked
from __future__ import annotations

from functools import partial

import bcrypt
import jwt
import requests
from flask import Blueprint, jsonify, request
from psycopg_pool import ConnectionPool

from ..core.locking import with_storage, with_storage_traced
from ..core.storage import Storage

bp = Blueprint("teams", __name__, url_prefix="/teams")
storage = Storage()
pool = ConnectionPool("dbname=teams", open=False)
KEY = "k"


def _seats(team: str) -> int:
    with pool.connection(timeout=1.0) as conn:
        cur = conn.execute("SELECT seats FROM teams WHERE name = %s", (team,))
        return cur.fetchone()[0]


def _join(team: str, email: str, limit: int, s: Storage) -> int:
    if len(s.members.get(team, ())) >= limit:
        return -1
    return s.add_member(team, email)


@bp.post("/invites/<code>")
def accept(code: str):
    email = request.json["email"]
    team = with_storage(storage, "accept", lambda s: s.take_invite(code))
    if team is None:
        return jsonify(error="unknown invite"), 404
    limit = _seats(team)
    seat = with_storage(storage, "join", partial(_join, team, email, limit))
    token = jwt.encode({"team": team, "seat": seat}, KEY, algorithm="HS256")
    requests.post("https://crm.example.net/joined", json={"team": team}, timeout=3)
    return jsonify(token=token)


@bp.post("/password")
def password():
    digest = bcrypt.hashpw(request.json["password"].encode(), bcrypt.gensalt(12))

    def _keep(s: Storage) -> int:
        s.invites[request.json["email"]] = digest.decode()
        s.opened += 1
        return s.opened

    return jsonify(count=with_storage_traced(storage, "password", "t1", _keep))


@bp.get("/seats/<team>")
def seats(team: str):
    taken = with_storage(storage, "seats", lambda s, limit=_seats(team): (len(s.members.get(team, ())), limit))
    return jsonify(taken=taken[0], limit=taken[1])


@bp.get("/members/<team>")
def members(team: str):
    people = with_storage(storage, "members", lambda s: sorted(s.members.get(team, ())))
    return jsonify(people=people, waiting=pool.get_stats().get("requests_waiting", 0))


@bp.get("/all")
def everyone():
    copy = with_storage(storage, "all", lambda s: {team: sorted(people) for team, people in s.members.items()})
    return jsonify(copy)
