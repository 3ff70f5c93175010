# corpus: strict not checked
import threading

from flask import Blueprint

from prices.cache import PriceCache
from prices.supplier import Supplier

bp = Blueprint("prices", __name__)
cache = PriceCache()
supplier = Supplier(cache)
_refresh_lock = threading.Lock()


@bp.get("/prices/<item>")
def show(item: str):
    return {"price": supplier.refresh_missing(item)}


@bp.post("/prices/<item>")
def refresh(item: str):
    with _refresh_lock:  # expect: LCK001, LCK002
        supplier.refresh(item)  # expect: LCK005 via refresh -> ask -> urllib.request.urlopen; LCK007
    return "", 204
