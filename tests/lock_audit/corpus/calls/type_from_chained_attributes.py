# corpus: strict not checked
"""self.a.b.c(): each step has a known type."""
import threading

import requests
from psycopg_pool import ConnectionPool


class Mailer:
    def send(self, to: str) -> None:
        requests.post("https://mail.example", json={"to": to}, timeout=2)

    def address(self, name: str) -> str:
        return name + "@example.com"


class Services:
    pool: ConnectionPool

    def __init__(self, pool: ConnectionPool) -> None:
        self.pool = pool
        self.mailer = Mailer()


class App:
    def __init__(self, services: Services) -> None:
        self.services = services
        self.lock = threading.Lock()
        self.invited: set[str] = set()


class Invitations:
    def __init__(self, app: App) -> None:
        self.app = app

    def invite(self, name: str) -> None:
        with self.app.lock:
            self.app.invited.add(self.app.services.mailer.address(name))
            self.app.services.mailer.send(name)  # expect: LCK005 via send -> requests.post

    def free_connections(self) -> int:
        with self.app.lock:
            return self.app.services.pool.get_stats()["pool_available"]

    def warm(self) -> None:
        with self.app.lock:
            self.app.services.pool.wait(timeout=5.0)  # expect: LCK004
