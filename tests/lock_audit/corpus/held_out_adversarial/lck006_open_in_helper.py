# corpus: strict not checked
import json
import threading
from pathlib import Path

_lock = threading.Lock()
_conf: dict[str, str] = {}


def _slurp(p: Path) -> str:
    with p.open() as fh:
        return fh.read()


def _parse(text: str) -> dict:
    return json.loads(text)


def reload(p: Path) -> None:
    with _lock:
        _conf.update(_parse(_slurp(p)))  # expect: LCK006 via _slurp -> open


def reload_ok(p: Path) -> None:
    text = _slurp(p)
    with _lock:
        _conf.update(_parse(text))
