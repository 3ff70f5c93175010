# corpus: strict not checked
import threading

import bcrypt

_lock = threading.Lock()
_digests: list[bytes] = []
_by_name: dict[str, bytes] = {}


def any_matches(password: bytes) -> bool:
    with _lock:
        return any(bcrypt.checkpw(password, digest) for digest in _digests)  # expect: LCK003


def matching(password: bytes) -> list[int]:
    with _lock:
        return [number for number, digest in enumerate(_digests) if bcrypt.checkpw(password, digest)]  # expect: LCK003


def replace(name: str, password: bytes, salt: bytes) -> int:
    with _lock:
        if (digest := bcrypt.hashpw(password, salt)) in _digests:  # expect: LCK003
            return 0
        _by_name[name] = digest if name in _by_name else bcrypt.hashpw(password, digest)  # expect: LCK003
        _digests.append(
            bcrypt.hashpw(  # expect: LCK003
                password,
                salt,
            )
        )
        return len(_digests)


def describe(name: str, password: bytes) -> str:
    with _lock:
        return f"{name}: {'right' if bcrypt.checkpw(password, _by_name[name]) else 'wrong'}"  # expect: LCK003


def guard(name: str, password: bytes) -> None:
    with _lock:
        try:
            digest = _by_name[name]
        except KeyError:
            bcrypt.checkpw(password, b"$2b$12$0000")  # expect: LCK003
            raise
        match len(digest):
            case 60 if bcrypt.checkpw(password, digest):  # expect: LCK003
                _digests.append(digest)
            case _:
                _by_name.pop(name)
