"""Threads of a test: started, waited for with a limit, and never left without an answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")

LIMIT_S = 20.0  # only a test that fails waits as long
SLACK_S = 10.0  # what a busy machine may add to a bounded wait; far more than is ever seen, far less than no bound


def in_thread(work: Callable[[], T]) -> Future[T]:
    """Run *work* in a thread of its own; its result or exception is the future's."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as exc:  # noqa: BLE001  it is raised where the result is asked for
            future.set_exception(exc)

    threading.Thread(target=run, name="test-thread", daemon=True).start()
    return future


def wait_until(condition: Callable[[], bool]) -> None:
    """Return as soon as *condition* holds; fail when it does not within LIMIT_S."""
    pause = threading.Event()
    for _ in range(int(LIMIT_S / 0.002)):
        if condition():
            return
        pause.wait(0.002)
    raise AssertionError("the condition did not come true in time")


def is_free(lock: threading.Lock) -> bool:
    """Whether nobody holds *lock* now."""
    return not lock.locked()
