# corpus: strict not checked
from surelock.storage import with_storage


def accept(app, code: str) -> str | None:
    return with_storage(app.storage, "accept", lambda s: s.take_invite(code))


def accept_durably(app, code: str) -> str | None:
    return with_storage(app.storage, "accept", lambda s: s.take_invite_durably(code))  # expect: LCK004 via take_invite_durably -> execute
