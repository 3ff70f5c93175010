# corpus: strict not checked
from __future__ import annotations

import abc
import functools
import threading
import time
from contextlib import contextmanager
from typing import Callable, Dict, Iterable, Iterator, List, Tuple

Labels = Tuple[Tuple[str, str], ...]


class Metric(abc.ABC):
    kind = "untyped"

    def __init__(self, name: str, help: str = "") -> None:
        self.name = name
        self.help = help
        self._lock = threading.Lock()
        self._values: Dict[Labels, float] = {}

    @abc.abstractmethod
    def observe(self, value: float, **labels: str) -> None:
        ...

    @staticmethod
    def _key(labels: Dict[str, str]) -> Labels:
        return tuple(sorted(labels.items()))

    def samples(self) -> List[Tuple[Labels, float]]:
        with self._lock:
            return list(self._values.items())


class Counter(Metric):
    kind = "counter"

    def observe(self, value: float = 1.0, **labels: str) -> None:
        key = self._key(labels)
        with self._lock:
            self._values[key] = self._values.get(key, 0.0) + value


class Gauge(Metric):
    kind = "gauge"

    def observe(self, value: float, **labels: str) -> None:
        with self._lock:
            self._values[self._key(labels)] = value


class Registry:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._metrics: Dict[str, Metric] = {}

    def register(self, metric: Metric) -> Metric:
        with self._lock:
            if metric.name in self._metrics:
                raise ValueError(f"duplicate metric {metric.name}")
            self._metrics[metric.name] = metric
            return metric

    def collect(self) -> Iterable[Metric]:
        with self._lock:
            metrics = list(self._metrics.values())
        return iter(metrics)

    def render(self) -> str:
        lines: List[str] = []
        for metric in self.collect():
            lines.append(f"# TYPE {metric.name} {metric.kind}")
            for labels, value in metric.samples():
                text = ",".join(f'{k}="{v}"' for k, v in labels)
                lines.append(f"{metric.name}{{{text}}} {value}")
        return "\n".join(lines)


REGISTRY = Registry()
LATENCY = Gauge("latency_seconds")
REGISTRY.register(LATENCY)


@contextmanager
def timed(name: str) -> Iterator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        LATENCY.observe(time.perf_counter() - started, name=name)


def timed_call(func: Callable) -> Callable:
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        with timed(func.__qualname__):
            return func(*args, **kwargs)

    return wrapper
