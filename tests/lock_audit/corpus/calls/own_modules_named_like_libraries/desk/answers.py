# corpus: strict not checked
import threading

from . import requests
from .threads import Event, Thread

_lock = threading.Lock()
_threads: dict[int, Thread] = {}
_event = Event()


def answer(number: int, text: str) -> int:
    with _lock:
        thread = _threads.setdefault(number, Thread(str(number)))
        if requests.get(number) is None:
            thread.start(text)
        _event.wait()
        return thread.join(text)
