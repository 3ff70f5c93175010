"""A connection's timer counts until it is set anew, stopped or over."""

from __future__ import annotations

import gc
import socket
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from gunicorn.config import Config

from service.connection import Connection
from service.timers import Timers

Connect = Callable[[], Connection]


@pytest.fixture
def connect() -> Iterator[Connect]:
    with ExitStack() as stack:

        def one() -> Connection:
            ours, theirs = socket.socketpair()
            theirs.close()
            stack.callback(ours.close)
            return Connection(Config(), ours, None, None, 1024)

        yield one


def test_who_is_due_comes_once_and_in_order(connect: Connect) -> None:
    timers, (first, second, later) = Timers(), (connect() for _ in range(3))
    now = time.monotonic()
    timers.set(second, now - 1)
    timers.set(first, now - 2)
    timers.set(later, now + 3600)
    assert timers.next_at == now - 2
    assert list(timers.expired()) == [first, second]
    assert list(timers.expired()) == []
    assert timers.next_at == now + 3600


def test_the_last_setting_counts_and_a_stopped_timer_does_not(connect: Connect) -> None:
    timers, (moved, stopped) = Timers(), (connect() for _ in range(2))
    now = time.monotonic()
    timers.set(moved, now - 2)
    timers.set(moved, now + 3600)
    timers.set(stopped, now - 1)
    timers.stop(stopped)
    timers.stop(stopped)
    assert list(timers.expired()) == []
    timers.set(moved, now - 1)
    assert list(timers.expired()) == [moved]


def test_who_is_stopped_or_becomes_due_while_others_are_looked_at_is_seen(connect: Connect) -> None:
    """Closing one connection may close another, and what is found wrong is often due at once."""
    timers, (first, closed, new) = Timers(), (connect() for _ in range(3))
    now = time.monotonic()
    timers.set(first, now - 2)
    timers.set(closed, now - 1)
    seen = []
    for conn in timers.expired():
        seen.append(conn)
        if conn is first:
            timers.stop(closed)
            timers.set(new, now)
    assert seen == [first, new]


def test_a_timer_that_does_not_count_keeps_nobody_alive(connect: Connect) -> None:
    """A thousand connections an hour would stay in memory until their keep-alive is over."""
    timers, conn = Timers(), connect()
    gone = weakref.ref(conn)
    timers.set(conn, time.monotonic() + 3600)
    timers.stop(conn)
    del conn
    gc.collect()
    assert gone() is None
