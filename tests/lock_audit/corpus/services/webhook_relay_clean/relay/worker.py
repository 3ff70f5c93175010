# corpus: strict not checked
"""The thread that empties the outbox, one message at a time, with nothing held."""
import threading

import requests

from relay.outbox import Outbox


class Worker:
    def __init__(self, outbox: Outbox, url: str) -> None:
        self._outbox = outbox
        self._url = url
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.join(5.0)

    def _send(self, text: str) -> int:
        try:
            return requests.post(self._url, data=text, timeout=2).status_code
        except requests.RequestException:
            return 599

    def _run(self) -> None:
        while not self._stop.is_set():
            text = self._outbox.take(timeout_s=0.5)
            if text is not None:
                self._outbox.record(self._send(text))
