# corpus: strict not checked
"""One lock per team, taken from a dict, a defaultdict and by setdefault."""
import threading
import time
from collections import defaultdict

import requests

_locks: dict[str, threading.Lock] = {}
_gates: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
_scores: dict[str, int] = {}
_notes: dict[str, str] = {}


def _ask(team: str) -> int:
    return int(requests.get("https://scores.example/" + team, timeout=1).text)


def refresh(team: str) -> None:
    with _locks[team]:
        _scores[team] = _ask(team)  # expect: LCK005 via _ask -> requests.get


def refresh_gated(team: str) -> None:
    gate = _gates[team]
    with gate:
        _scores[team] = _ask(team)  # expect: LCK005 via _ask -> requests.get


def refresh_new(team: str) -> None:
    lock = _locks.setdefault(team, threading.Lock())
    with lock:
        time.sleep(0.1)  # expect: LCK006


def refresh_outside(team: str) -> None:
    score = _ask(team)
    with _locks[team]:
        _scores[team] = score
        _notes[team] = _notes.get(team, "") + "."
