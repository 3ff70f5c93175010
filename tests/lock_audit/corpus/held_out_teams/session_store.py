# corpus: strict not checked
"""Session store: memory first, archived to sqlite when a session ends."""
from __future__ import annotations

import secrets
import sqlite3
import threading
import time
from dataclasses import dataclass

import jwt

SESSION_TTL = 3600.0


@dataclass
class Session:
    user_id: str
    created: float
    hits: int = 0


class SessionStore:
    def __init__(self, path: str, signing_key: str) -> None:
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}
        self._db = sqlite3.connect(path, check_same_thread=False)
        self._key = signing_key

    def start(self, user_id: str) -> str:
        sid = secrets.token_urlsafe(24)
        with self._lock:
            self._sessions[sid] = Session(user_id, time.time())
            token = self._sign(sid)  # expect: LCK003 via _sign -> encode
        return token

    def start_fast(self, user_id: str) -> str:
        sid = secrets.token_urlsafe(24)
        with self._lock:
            self._sessions[sid] = Session(user_id, time.time())
        return self._sign(sid)

    def finish(self, sid: str) -> bool:
        with self._lock:
            session = self._sessions.pop(sid, None)
            if session is None:
                return False
            self._archive(sid, session)  # expect: LCK004 via _archive -> _insert -> execute
        return True

    def finish_fast(self, sid: str) -> bool:
        with self._lock:
            session = self._sessions.pop(sid, None)
        if session is not None:
            self._archive(sid, session)
        return session is not None

    def live(self):
        with self._lock:
            return self._sessions.values()  # expect: LCK009

    def snapshot(self) -> dict[str, Session]:
        with self._lock:
            return dict(self._sessions)

    def expire(self, now: float) -> int:
        with self._lock:
            old = [sid for sid, s in self._sessions.items() if now - s.created > SESSION_TTL]
            for sid in old:
                del self._sessions[sid]
            return len(old)

    def _sign(self, sid: str) -> str:
        claims = {"sid": sid, "iat": int(time.time())}
        return jwt.encode(claims, self._key, algorithm="HS256")

    def _archive(self, sid: str, session: Session) -> None:
        lifetime = time.time() - session.created
        self._insert(sid, session.user_id, lifetime)

    def _insert(self, sid: str, user_id: str, lifetime: float) -> None:
        self._db.execute("INSERT INTO ended VALUES (?, ?, ?)", (sid, user_id, lifetime))
        self._db.commit()
