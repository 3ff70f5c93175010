# corpus: strict not checked
import hashlib

from psycopg_pool import ConnectionPool

from quota.billing import bill_overrun
from quota.locks import locked


class Usage:
    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._used: dict[str, int] = {}
        self._keys: dict[str, bytes] = {}

    def _load(self, tenant: str) -> int:
        with self._pool.connection(timeout=1.0) as conn:
            return conn.execute("SELECT used FROM usage WHERE tenant = %s", (tenant,)).fetchone()[0]

    def _add(self, tenant: str, amount: int) -> int:
        self._used[tenant] = self._used.get(tenant, 0) + amount
        return self._used[tenant]

    def add(self, tenant: str, amount: int) -> int:
        return locked(tenant, lambda: self._add(tenant, amount))

    def reload(self, tenant: str) -> int:
        def step() -> int:
            self._used[tenant] = self._load(tenant)  # expect: LCK004 via _load -> connection
            return self._used[tenant]

        return locked(tenant, step)

    def reload_outside(self, tenant: str) -> int:
        used = self._load(tenant)
        return locked(tenant, lambda: self._used.setdefault(tenant, used))

    def add_and_bill(self, tenant: str, amount: int) -> None:
        def step() -> None:
            if self._add(tenant, amount) > 1000:
                bill_overrun(tenant)  # expect: LCK005 via bill_overrun -> requests.post

        locked(tenant, step)

    def set_key(self, tenant: str, secret: bytes) -> None:
        def step() -> None:
            self._keys[tenant] = hashlib.scrypt(secret, salt=tenant.encode(), n=2**14, r=8, p=1)  # expect: LCK003

        locked(tenant, step, timeout_s=1.0)
