# corpus: strict not checked
import asyncio

from flask import Blueprint

bp = Blueprint("rates", __name__)
_lock = asyncio.Lock()
_rates: dict[str, float] = {}


@bp.get("/rates/<currency>")
async def rate(currency: str):
    async with _lock:
        value = _rates.get(currency)
    return {"rate": value}


@bp.put("/rates/<currency>/<float:value>")
async def update(currency: str, value: float):
    await _lock.acquire()
    try:
        _rates[currency] = value
    finally:
        _lock.release()
    return "", 204
