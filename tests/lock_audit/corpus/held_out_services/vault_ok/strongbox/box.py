from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from .labels import Label
from .repo import PgRepo
from .sealing import Sealer
from .steps import STEPS, run_steps


class StrongBox:
    def __init__(self, repo: PgRepo, sealer: Sealer) -> None:
        self._lock = threading.Lock()
        self._repo = repo
        self._sealer = sealer
        self._sealed: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._executor = ThreadPoolExecutor(1)
        self._backlog: list = []

    def put(self, name: str, pin: str) -> None:
        sealed = self._sealer.seal(pin)
        with self._lock:
            self._sealed[name] = sealed
        self._repo.keep(name, sealed)

    def put_later(self, name: str, pin: str) -> None:
        sealed = self._sealer.seal(pin)
        with self._lock:
            self._sealed[name] = sealed
            self._executor.submit(self._repo.keep, name, sealed)

    def put_in_backlog(self, name: str, pin: str) -> int:
        with self._lock:
            self._backlog.append(partial(self.put, name, pin))
            self._backlog.append(lambda: self._repo.keep(name, "pending"))
            return len(self._backlog)

    def work_off(self) -> int:
        with self._lock:
            jobs = list(self._backlog)
            self._backlog.clear()
        for job in jobs:
            job()
        return len(jobs)

    def open(self, name: str, pin: str) -> str | None:
        with self._lock:
            sealed = self._sealed.get(name)
        if sealed is None or not self._sealer.check(sealed, pin):
            return None
        return self._sealer({"box": name})

    def label(self, text: str) -> str:
        label = Label(text)
        with self._lock:
            self._labels[label.token] = label("v1")
            return self._labels[label.token]

    def tidy(self, name: str, *steps: str) -> str:
        with self._lock:
            self._labels[name] = run_steps(steps, self._labels.get(name, ""))
            return self._labels[name]

    def shout(self, name: str) -> str:
        with self._lock:
            return STEPS["upper"](self._labels[name])

    def state(self) -> dict[str, int]:
        with self._lock:
            return {"sealed": len(self._sealed), "waiting": self._repo.load_factor}

    def labels(self) -> dict[str, str]:
        with self._lock:
            return dict(self._labels)
