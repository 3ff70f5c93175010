# corpus: strict not checked
import asyncio
import json

_lock = asyncio.Lock()
_clients = set()


async def join(ws):
    async with _lock:
        _clients.add(ws)
    await ws.send(json.dumps({"joined": True}))


async def broadcast(message):
    async with _lock:
        for ws in list(_clients):
            await ws.send(message)


async def leave(ws):
    await _lock.acquire()
    try:
        _clients.discard(ws)
    finally:
        _lock.release()
