# corpus: strict not checked
import heapq
import itertools
import logging
import threading
import time

log = logging.getLogger("sched")


class Task:
    __slots__ = ("when", "seq", "func", "args", "interval", "cancelled")

    def __init__(self, when, seq, func, args, interval):
        self.when = when
        self.seq = seq
        self.func = func
        self.args = args
        self.interval = interval
        self.cancelled = False

    def __lt__(self, other):
        return (self.when, self.seq) < (other.when, other.seq)


class Scheduler:
    """One thread; tasks run without the scheduler's lock."""

    MAX_NAP = 5.0

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._cond = threading.Condition()
        self._heap = []
        self._seq = itertools.count()
        self._stopped = False
        self._thread = None

    def start(self):
        with self._cond:
            if self._thread is not None:
                return
            self._thread = threading.Thread(target=self._run, name="scheduler", daemon=True)
            self._thread.start()

    def _push(self, task):
        with self._cond:
            heapq.heappush(self._heap, task)
            self._cond.notify()

    def call_later(self, delay, func, *args):
        task = Task(self._clock() + delay, next(self._seq), func, args, None)
        self._push(task)
        return task

    def every(self, interval, func, *args):
        task = Task(self._clock() + interval, next(self._seq), func, args, interval)
        self._push(task)
        return task

    def _next_due(self):
        with self._cond:
            while not self._stopped:
                while self._heap and self._heap[0].cancelled:
                    heapq.heappop(self._heap)
                if not self._heap:
                    self._cond.wait(self.MAX_NAP)
                    continue
                pause = self._heap[0].when - self._clock()
                if pause <= 0:
                    return heapq.heappop(self._heap)
                self._cond.wait(min(pause, self.MAX_NAP))
            return None

    def _run(self):
        while True:
            task = self._next_due()
            if task is None:
                return
            try:
                task.func(*task.args)
            except Exception:
                log.exception("task failed")
            if task.interval is not None and not task.cancelled:
                task.when += task.interval
                self._push(task)

    def stop(self, timeout=5.0):
        with self._cond:
            self._stopped = True
            thread, self._thread = self._thread, None
            self._cond.notify_all()
        if thread is not None:
            thread.join(timeout)
