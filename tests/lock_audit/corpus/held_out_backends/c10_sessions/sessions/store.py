from __future__ import annotations

import secrets
import threading
import time

from . import tokens as tk
from .tokens import is_expired


class SessionStore:
    def __init__(self, service: str) -> None:
        self._service = service
        self._lock = threading.RLock()
        self._sessions: dict[str, dict] = {}

    @property
    def service_header(self) -> str:
        return "Bearer " + tk.issue(self._service)

    @property
    def service_label(self) -> str:
        return f"<{self._service}>"

    def open(self, user_id: str) -> tuple[str, str]:
        sid = secrets.token_urlsafe(16)
        with self._lock:
            token = tk.issue(user_id)  # expect: LCK003 via issue -> _sign -> jwt.encode
            self._sessions[sid] = {"sub": user_id, "exp": time.time() + 3600}
        return sid, token

    def headers(self, sid: str) -> dict[str, str]:
        with self._lock:
            if sid not in self._sessions:
                return {}
            label = self.service_label
            header = self.service_header  # expect: LCK003 via service_header -> issue -> _sign -> jwt.encode
        return {"Authorization": header, "X-Service": label}

    def open_right(self, user_id: str) -> tuple[str, str]:
        token = tk.issue(user_id)
        with self._lock:
            sid = secrets.token_urlsafe(16)
            self._sessions[sid] = {"sub": user_id, "exp": time.time() + 3600}
        return sid, token

    def prune(self) -> int:
        now = time.time()
        with self._lock:
            dead = [sid for sid, claims in self._sessions.items() if is_expired(claims, now)]
            for sid in dead:
                del self._sessions[sid]
            return len(dead)
