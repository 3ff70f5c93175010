from __future__ import annotations

import threading

from .feed import Feed
from .mailer import DigestMailer
from .tracker import Tracker


def build(host: str, to: str) -> tuple[Tracker, Feed, DigestMailer]:
    tracker = Tracker()
    feed = Feed()
    mailer = DigestMailer(host, to)
    tracker.subscribe(feed)
    tracker.subscribe(mailer)
    return tracker, feed, mailer


def start_reaper(tracker: Tracker, mailer: DigestMailer, stop: threading.Event) -> threading.Thread:
    def loop() -> None:
        while not stop.wait(10):
            tracker.reap()
            mailer.send_digest()

    thread = threading.Thread(target=loop, name="reaper", daemon=True)
    thread.start()
    return thread
