# corpus: strict not checked
"""Network inside sections that belong to no threading lock."""

import asyncio
import contextlib
import fcntl
import threading

import httpx
import redis
import requests

_async_lock = asyncio.Lock()
_redis_lock = redis.Redis().lock("deploy", timeout=60)
_tickets = threading.BoundedSemaphore(10)
_event = threading.Event()


async def fetch(client: httpx.AsyncClient, url: str) -> int:
    async with _async_lock:
        return (await client.get(url)).status_code


def deploy(url: str) -> None:
    with _redis_lock:
        requests.post(url, timeout=2)


def download(url: str) -> bytes:
    with _tickets:
        return requests.get(url, timeout=2).content


def publish(url: str, lock_path: str) -> None:
    with open(lock_path, "w") as lock, contextlib.suppress(requests.RequestException):
        fcntl.flock(lock, fcntl.LOCK_EX)
        requests.post(url, timeout=2)


def when_ready(url: str) -> None:
    if _event.wait(timeout=1):
        requests.post(url, timeout=2)
