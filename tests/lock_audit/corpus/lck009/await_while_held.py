# corpus: strict not checked
"""A threading lock held over an await stops every task of the loop that wants it."""

import asyncio
import threading

_lock = threading.Lock()
_sessions: dict[str, float] = {}


async def renew(session_id: str, clock) -> float:
    with _lock:
        _sessions[session_id] = await clock.now()  # expect: LCK009
        return _sessions[session_id]


async def drop(session_id: str, bus) -> bool:
    if not _lock.acquire(timeout=0.1):
        return False
    try:
        _sessions.pop(session_id, None)
        await bus.publish("dropped", session_id)  # expect: LCK009
    finally:
        _lock.release()
    return True


async def announce(session_id: str, bus) -> None:
    with _lock:
        since = _sessions[session_id]
    await bus.publish("since", since)


async def announce_and_count(bus) -> int:
    count = await asyncio.to_thread(_count)
    await bus.publish("count", count)
    return count


def _count() -> int:
    with _lock:
        return len(_sessions)
