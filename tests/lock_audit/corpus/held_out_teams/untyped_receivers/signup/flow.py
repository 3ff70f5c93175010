# corpus: strict not checked
import threading

_lock = threading.Lock()
_members: dict[str, str] = {}


def register(name, address, mailer, archive) -> bool:
    with _lock:
        if name in _members:
            return False
        _members[name] = address
        mailer.deliver_welcome(address)  # expect: LCK005 via deliver_welcome -> SMTP
        archive.persist_signup(name)  # expect: LCK004 via persist_signup -> _run -> connect
    return True


def register_outside(name, address, mailer, archive) -> bool:
    with _lock:
        if name in _members:
            return False
        _members[name] = address
    mailer.deliver_welcome(address)
    archive.persist_signup(name)
    return True


def leave(name, listener) -> bool:
    with _lock:
        gone = _members.pop(name, None) is not None
        listener.note_event("leave")
    return gone


def members():
    with _lock:
        return _members.items()  # expect: LCK009
