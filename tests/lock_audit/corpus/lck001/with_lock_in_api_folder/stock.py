import threading

stock_lock = threading.Lock()
stock_of: dict[str, int] = {}


def restock(item: str, pieces: int) -> None:
    with stock_lock:  # expect: LCK001[strict]
        stock_of[item] = stock_of.get(item, 0) + pieces
