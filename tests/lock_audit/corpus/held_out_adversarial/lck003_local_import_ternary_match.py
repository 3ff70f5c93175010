# corpus: strict not checked
import threading

_lock = threading.Lock()
_log: list[str] = []


def login(kind: str, pw: bytes, h: bytes) -> bool:
    from bcrypt import checkpw

    with _lock:
        match kind:
            case "none":
                ok = True
            case _ if checkpw(pw, h):  # expect: LCK003
                ok = True
            case _:
                ok = False
        _log.append(kind)
        return ok


def login_ok(kind: str, pw: bytes, h: bytes) -> bool:
    from bcrypt import checkpw as cmp

    ok = True if kind == "none" else cmp(pw, h)
    with _lock:
        _log.append(kind)
    return ok
