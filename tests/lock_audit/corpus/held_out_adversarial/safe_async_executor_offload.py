# corpus: strict not checked
import asyncio
import threading
import bcrypt

_lock = threading.Lock()
_fails: dict[str, int] = {}


async def login(name: str, pw: bytes, stored: bytes) -> bool:
    loop = asyncio.get_running_loop()
    with _lock:
        tries = _fails.get(name, 0)
    if tries > 5:
        return False
    good = await loop.run_in_executor(None, bcrypt.checkpw, pw, stored)
    with _lock:
        _fails[name] = 0 if good else tries + 1
    return good
