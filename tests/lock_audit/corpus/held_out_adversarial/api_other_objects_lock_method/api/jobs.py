# corpus: strict not checked
import threading


class Redisish:
    def lock(self, name: str):
        return name

    def acquire(self, n: int) -> int:
        return n


def run(client: Redisish, pool) -> str:
    client.acquire(3)
    conn = pool.acquire()
    name = client.lock("jobs")
    ev = threading.Event()
    ev.set()
    return f"{name}{conn}"


def door(client: Redisish, keys: dict) -> None:
    with client.lock("x"):
        keys["x"] = 1
