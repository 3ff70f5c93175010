# corpus: strict not checked
from crypto import *
from locks import *

_users: dict[str, str] = {}
_tokens: dict[str, str] = {}


def authenticate(name: str, password: str, check=verify_password) -> bool:
    with registry_lock:
        stored = _users.get(name)
        return stored is not None and check(password, stored)  # expect: LCK003


def authenticate_outside(name: str, password: str, check=verify_password) -> bool:
    with registry_lock:
        stored = _users.get(name)
    return stored is not None and check(password, stored)


def issue(name: str) -> str:
    if not token_lock.acquire(timeout=FOREVER):  # expect: LCK001
        raise TimeoutError(name)
    try:
        _tokens[name] = sign_claims({"sub": name})  # expect: LCK003 via sign_claims -> encode
        return _tokens[name]
    finally:
        token_lock.release()


def label(name: str) -> str:
    if not token_lock.acquire(timeout=BRIEFLY):
        raise TimeoutError(name)
    try:
        _tokens[name] = cheap_digest(name)
        return _tokens[name]
    finally:
        token_lock.release()


def revoke(name: str) -> None:
    with registry_lock:
        _users.pop(name, None)
        with token_lock:  # expect: LCK007
            _tokens.pop(name, None)
