# corpus: strict not checked
import threading

# lock-audit: order _catalog_lock < _price_lock -- prices belong to catalogue entries
_catalog_lock = threading.Lock()
_price_lock = threading.Lock()
_catalog = {}
_prices = {}


def publish(sku, title, cents):
    with _catalog_lock:
        _catalog[sku] = title
        with _price_lock:
            _prices[sku] = cents


def reprice(sku, cents):
    with _price_lock:
        with _catalog_lock:  # expect: LCK007
            if sku not in _catalog:
                raise KeyError(sku)
        _prices[sku] = cents


def price(sku):
    with _price_lock:
        return _prices.get(sku)
