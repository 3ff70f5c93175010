"""What the workers tell one another: how many connections each has, so that a new one goes to who has the fewest.

They all listen on one socket, and left alone the kernel gives most connections to the same worker. A socket for each
(SO_REUSEPORT) spreads by chance, resets what waits in the backlog of a worker that leaves, and lets connections wait
behind a worker that is stuck, beside one that is idle.
"""

from __future__ import annotations

import mmap

PLACES = 512  # twice as many workers as can be set, for a reload
_NOBODY = 0
_BOOTING = 1
_FIRST_LOAD = 2  # no connections


class LoadBoard:
    """One number for each worker in memory that master and workers share.

    Made by the master before it forks. Each place has one writer: the master until the worker has booted and after it
    has gone, the worker in between. A number is written in one step, so nobody needs a lock; who took the latest
    connection is a hint, and whoever writes it last is right.
    """

    def __init__(self) -> None:
        numbers = memoryview(mmap.mmap(-1, (PLACES + 1) * 4)).cast("I")
        self._places, self._latest = numbers[:PLACES], numbers[PLACES:]  # who took the latest connection

    def expect(self, place: int) -> None:
        """A worker is about to be started there."""
        self._places[place] = _BOOTING

    def show(self, place: int, connections: int) -> None:
        """The worker takes connections, and has so many."""
        self._places[place] = _FIRST_LOAD + connections

    def leave(self, place: int) -> None:
        """The worker takes no more connections, or is no more."""
        self._places[place] = _NOBODY

    def took_one(self, place: int) -> None:
        """The worker has just taken a connection; of those with about as many, it is another's turn."""
        self._latest[0] = place

    def is_anothers_turn(self, place: int, connections: int) -> bool:
        """Whether the next connection is rather for somebody else than for the worker that has *connections*.

        Those whose numbers are next to each other take turns: connections that come one after the other, and end, are
        spread, too. Otherwise it is for whoever has fewer.
        """
        most = _FIRST_LOAD + connections + (1 if self._latest[0] == place else -2)
        return any(_FIRST_LOAD <= load <= most for other, load in enumerate(self._places) if load and other != place)

    def others_take_over(self, place: int) -> bool:
        """Whether a worker takes connections, or will when it has booted."""
        return any(load for other, load in enumerate(self._places) if load and other != place)
