import logging
import threading
from typing import List, Optional

from . import stats
from .letters import Letter
from .queue_box import LetterBox
from .transport import SmtpTransport

log = logging.getLogger(__name__)


class Worker:
    def __init__(self, box: LetterBox, transport: SmtpTransport) -> None:
        self._box = box
        self._transport = transport
        self._state = threading.Lock()
        self._failed: List[Letter] = []
        self._thread: Optional[threading.Thread] = None
        self._stop = threading.Event()

    def start(self) -> None:
        with self._state:
            if self._thread is None:
                self._thread = threading.Thread(target=self._loop, daemon=True)
                self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        with self._state:
            if self._thread is not None:
                self._thread.join(timeout=30)  # expect: LCK006 via join
                self._thread = None

    def _loop(self) -> None:
        while not self._stop.is_set():
            letter = self._box.take_for(1.0)
            if letter is not None:
                self._handle(letter)

    def _handle(self, letter: Letter) -> None:
        try:
            self._transport.send(letter)
        except OSError:
            log.warning("could not send to %s", letter.to)
            with self._state:
                letter.tries += 1
                self._failed.append(letter)
                stats.bump("failed")  # expect: LCK007
            return
        stats.bump("sent")

    def retry(self) -> int:
        done = 0
        with self._state:
            for letter in self._failed:
                self._retry_one(letter)  # expect: LCK005 via _retry_one -> send -> SMTP; LCK006 via _retry_one -> backoff -> sleep
                done += 1
            self._failed.clear()
        return done

    def _retry_one(self, letter: Letter) -> None:
        self._transport.backoff(letter.tries)
        self._transport.send(letter)
