# corpus: strict not checked
"""Boxes: the forbidden work is two modules away."""
import threading

import vault
import vault.crypto as box_crypto
from vault import digest, seal, unseal

_boxes_lock = threading.Lock()
_boxes: dict[str, str] = {}
_CODECS = {"sealed": seal, "hex": digest}


def open_box(kind: str, token: str) -> None:
    with _boxes_lock:
        match kind:
            case "sealed" if unseal(token):  # expect: LCK003 via unseal -> jwt.decode
                _boxes[kind] = token
            case "plain":
                _boxes[kind] = digest(token)
            case _:
                pass


def put(name: str, payload: str, sealer=seal) -> None:
    with _boxes_lock:
        _boxes[name] = sealer(payload)  # expect: LCK003


def put_plain(name: str, payload: str, hasher=digest) -> None:
    with _boxes_lock:
        _boxes[name] = hasher(payload)


def encode(kind: str, payload: str) -> None:
    with _boxes_lock:
        _boxes[kind] = _CODECS[kind](payload)  # expect: LCK003


def strengthen(name: str, password: bytes) -> None:
    with _boxes_lock:
        _boxes[name] = vault.stretch(password, 3).hex()  # expect: LCK003 via stretch -> hashlib.scrypt


def reseal(name: str) -> None:
    with _boxes_lock:
        _boxes[name] = box_crypto.seal(_boxes[name])  # expect: LCK003 via seal -> jwt.encode
