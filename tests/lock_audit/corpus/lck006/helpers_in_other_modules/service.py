# corpus: strict not checked
"""The lock is here and the disk two modules away, behind a star import and a renamed re-export."""

import threading

import files
from files import read_state, store, target

_lock = threading.Lock()
_states: dict[str, str] = {}


def change(name: str, state: str) -> None:
    with _lock:
        _states[name] = state
        store(name, state)  # expect: LCK006 via store -> write_text


def reload(name: str) -> str:
    with _lock:
        _states[name] = read_state(name)  # expect: LCK006
        return _states[name]


def change_by_module(name: str, state: str) -> None:
    with _lock:
        _states[name] = state
        files.store(name, state)  # expect: LCK006 via store -> write_text


def place(name: str) -> str:
    with _lock:
        return str(target(name)) + _states[name]


def change_rightly(name: str, state: str) -> None:
    store(name, state)
    with _lock:
        _states[name] = state
