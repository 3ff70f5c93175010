from __future__ import annotations

import threading
from functools import partial

from .feeds import PriceFeed, fast_mean, slow_mean
from .memo import Memo
from .rules import HEAVY_RULES, RULES


def _blend(feed: PriceFeed, symbol: str, old: float | None) -> float:
    fresh = feed.spot(symbol)  # expect: LCK005 via spot -> get
    return fresh if old is None else (old + fresh) / 2


def _shift(by: float, old: float | None) -> float:
    return (old or 0.0) + by


class Calculator:
    def __init__(self, feed: PriceFeed, memo: Memo) -> None:
        self._feed = feed
        self._memo = memo
        self._lock = threading.Lock()
        self._history: list[float] = []
        self._prices: dict[str, float] = {}

    def price(self, symbol: str) -> float:
        return self._memo.compute(symbol, lambda: self._feed.stored(symbol))  # expect: LCK004 via stored -> connection

    def price_lazily(self, symbol: str) -> float:
        return self._memo.lazily(symbol, lambda: self._feed.stored(symbol))

    def eager(self, symbol: str) -> None:
        value = self._feed.spot(symbol)
        self._memo.update(symbol, lambda old: value)

    def argument_first(self, symbol: str) -> None:
        self._memo.update(symbol, partial(_shift, self._feed.spot(symbol)))

    def blend(self, symbol: str) -> None:
        self._memo.update(symbol, partial(_blend, self._feed, symbol))

    def mean(self) -> float:
        return self._memo.compute("mean", self._slow)

    def _slow(self) -> float:
        return slow_mean([1.0, 2.0])  # expect: LCK006 via slow_mean -> sleep

    def apply(self, symbol: str, rule: str) -> float:
        with self._lock:
            self._prices[symbol] = RULES[rule](self._prices[symbol])
            return self._prices[symbol]

    def apply_heavy(self, symbol: str, rule: str) -> float:
        with self._lock:
            self._prices[symbol] = HEAVY_RULES[rule](self._prices[symbol])  # expect: LCK006
            return self._prices[symbol]

    def average(self, values: list[float], how=slow_mean) -> float:
        with self._lock:
            self._history.append(how(values))  # expect: LCK006
            return self._history[-1]

    def average_fast(self, values: list[float], how=fast_mean) -> float:
        with self._lock:
            self._history.append(how(values))
            return self._history[-1]

    def history(self) -> list[float]:
        with self._lock:
            return self._history  # expect: LCK009

    def remember(self, symbol: str) -> float:
        with self._lock:
            price = self._memo.compute(symbol, float)  # expect: LCK007
            self._prices[symbol] = price
            return price
