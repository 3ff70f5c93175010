# corpus: strict not checked
import time


def quick_total(prices: list[int]) -> int:
    return sum(prices)


def total(prices: list[int]) -> int:
    time.sleep(1.0)
    return sum(prices)
