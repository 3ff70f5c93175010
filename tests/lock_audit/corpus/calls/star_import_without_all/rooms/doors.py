# corpus: strict not checked
"""Without __all__ every public name comes along, the lock too; private names stay."""
import threading

import requests

doors_lock = threading.Lock()
doors: dict[str, bool] = {}


def open_door(name: str) -> None:
    requests.post("https://doors.example/" + name, timeout=1)


def _mark(name: str) -> None:
    requests.post("https://marks.example/" + name, timeout=1)
