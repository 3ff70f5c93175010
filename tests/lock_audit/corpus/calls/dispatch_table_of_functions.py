# corpus: strict not checked
"""A dict of functions runs one of them; the table says which there can be."""
import threading

import requests

_lock = threading.Lock()
_log: list[str] = []


def _to_hook(text: str) -> None:
    requests.post("https://hooks.example", data=text, timeout=1)


def _to_memory(text: str) -> None:
    _log.append(text)


def _to_nowhere(text: str) -> None:
    del text


SINKS = {"hook": _to_hook, "memory": _to_memory}
QUIET_SINKS = {"memory": _to_memory, "nowhere": _to_nowhere}


def emit(kind: str, text: str) -> None:
    with _lock:
        SINKS[kind](text)  # expect: LCK005


def emit_quietly(kind: str, text: str) -> None:
    with _lock:
        QUIET_SINKS[kind](text)


def emit_outside(kind: str, text: str) -> None:
    with _lock:
        sink = SINKS[kind]
        _log.append(kind)
    sink(text)
