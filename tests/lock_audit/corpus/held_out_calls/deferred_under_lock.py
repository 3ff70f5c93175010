# corpus: strict not checked
import atexit
import queue
import sched
import threading
import time


class Alarms:
    """Things set up under the lock and run much later, without it."""

    def __init__(self):
        self._lock = threading.Lock()
        self._timers = {}
        self._work = queue.SimpleQueue()
        self._scheduler = sched.scheduler()

    def _ring(self, name):
        time.sleep(2)
        return name

    def set(self, name, seconds):
        with self._lock:
            timer = threading.Timer(seconds, self._ring, args=(name,))
            timer.start()
            self._timers[name] = timer

    def set_soon(self, name):
        with self._lock:
            def ring():
                time.sleep(1)
                return self._ring(name)

            self._scheduler.enter(1, 1, ring)
            self._timers[name] = None

    def at_exit(self, name):
        with self._lock:
            atexit.register(self._ring, name)
            return len(self._timers)

    def cancel(self, name):
        with self._lock:
            timer = self._timers.pop(name, None)
        if timer is not None:
            timer.cancel()
