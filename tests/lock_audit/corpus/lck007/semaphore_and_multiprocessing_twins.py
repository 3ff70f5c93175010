# corpus: strict not checked
"""A one-slot semaphore and the multiprocessing twins are locks; a limiter is not, in either place."""

import multiprocessing
import threading


class Printer:
    def __init__(self):
        self._turn = threading.Semaphore(1)
        self._shared = multiprocessing.Lock()
        self._places = threading.BoundedSemaphore(4)
        self._state_lock = threading.Lock()
        self._pages = 0
        self._jobs = 0

    def print_page(self) -> None:
        with self._turn:
            with self._state_lock:  # expect: LCK007
                self._pages += 1

    def reset(self) -> None:
        with self._state_lock:
            self._pages = 0
            with self._turn:  # expect: LCK007
                self._jobs = 0

    def publish(self) -> None:
        with self._state_lock, self._shared:  # expect: LCK007
            self._pages += 1

    def enter(self) -> int:
        with self._places:
            with self._state_lock:
                self._jobs += 1
                return self._jobs

    def enter_turn(self) -> None:
        with self._places, self._turn:
            self._jobs += 1
