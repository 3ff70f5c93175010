# corpus: strict not checked
"""Sessions by user. Some lines have a reason to be slow, some only claim one."""
import threading

from sessions import tokens


class Sessions:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._serials: dict[str, int] = {}
        self._tokens: dict[str, str] = {}

    def open(self, user: str) -> str:
        with self._lock:
            serial = self._serials.get(user, 0) + 1
            self._serials[user] = serial
            # lock-audit: allow LCK003 -- HS256 takes microseconds and the serial must not be handed out twice
            self._tokens[user] = tokens.sign(user, serial)  # expect: LCK003[suppressed]
            return self._tokens[user]

    def renew(self, user: str) -> str:
        with self._lock:
            # expect-next: LCK000
            # lock-audit: allow LCK003
            self._tokens[user] = tokens.sign(user, 0)  # expect: LCK003 via sign -> jwt.encode
            return self._tokens[user]

    def close(self, user: str) -> None:
        with self._lock:
            # expect-next: LCK000
            # lock-audit: allow LCK003 -- nothing is signed here any more
            self._tokens.pop(user, None)

    def check(self, token: str) -> bool:
        user = tokens.read(token)["sub"]
        with self._lock:
            return self._tokens.get(user) == token

    def check_under_the_lock(self, token: str) -> bool:
        with self._lock:
            # expect-next: LCK000
            # lock-audit: allow LCK004 -- the wrong rule
            return tokens.read(token)["sub"] in self._tokens  # expect: LCK003 via read -> jwt.decode
