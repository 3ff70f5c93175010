from __future__ import annotations

import hashlib
import secrets
from functools import partial

import bcrypt
import jwt
from psycopg_pool import ConnectionPool

from .mail import Outbox
from .models import Hold, Member
from .storage import RoomStorage, with_storage


def _remember(member: Member, s: RoomStorage) -> bool:
    if member.email in s.members:
        return False
    s.members[member.email] = member
    return True


def _hold_code(owner: str, room: str) -> str:
    raw = f"{owner}:{room}:{secrets.token_hex(4)}".encode()
    return hashlib.sha256(raw).hexdigest()[:12]


class RoomService:
    def __init__(self, storage: RoomStorage, pool: ConnectionPool, outbox: Outbox, key: str) -> None:
        self.storage = storage
        self.pool = pool
        self.outbox = outbox
        self.key = key

    def register(self, email: str, password: str) -> bool:
        hashed = bcrypt.hashpw(password.encode(), bcrypt.gensalt())
        member = Member(email, hashed)
        if not with_storage(self.storage, "register", partial(_remember, member)):
            return False
        with self.pool.connection(timeout=1.0) as conn:
            conn.execute("INSERT INTO members VALUES (%s, %s)", (email, hashed))
        return True

    def login(self, email: str, password: str) -> str | None:
        member = with_storage(self.storage, "login", lambda s: s.members.get(email))
        if member is None or not bcrypt.checkpw(password.encode(), member.pw_hash):
            return None
        return jwt.encode({"sub": email}, self.key, algorithm="HS256")

    def hold(self, owner: str, room: str) -> Hold | None:
        def _take(s: RoomStorage) -> Hold | None:
            if s.count(owner) > 50:
                return None
            fresh = Hold(_hold_code(owner, room), room, owner)
            return fresh if s.add_hold(fresh) else None

        hold = with_storage(self.storage, "hold", _take)
        if hold is not None:
            self.outbox.send(owner, f"Room {room} is yours: {hold.code}")
        return hold

    def extend(self, code: str, by: int) -> Hold | None:
        return with_storage(self.storage, "extend", lambda s: s.extend(code, by))

    def all_holds(self) -> list[Hold]:
        return with_storage(self.storage, "all", lambda s: list(s.holds.values()))

    def by_owner(self, owner: str) -> dict[str, Hold]:
        def _copy(s: RoomStorage) -> dict[str, Hold]:
            return {code: h for code, h in s.holds.items() if h.owner == owner}

        return with_storage(self.storage, "owner", _copy)
