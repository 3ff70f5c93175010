# corpus: strict not checked
import threading
import shop
from shop import restock as fill

_lock = threading.Lock()


def run() -> None:
    with _lock:
        shop.restock()  # expect: LCK006 via restock -> sleep
        shop.price()
        fill()  # expect: LCK006
        shop.visible()  # expect: LCK006
