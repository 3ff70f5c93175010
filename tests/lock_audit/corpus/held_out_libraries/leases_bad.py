# corpus: strict not checked
import threading
import time

import psycopg
from psycopg_pool import ConnectionPool

FOREVER = -1


class Lease(object):
    def __init__(self, name, owner, until):
        self.name = name
        self.owner = owner
        self.until = until

    @property
    def expired(self):
        return self.until < time.time()


class LeaseTable(object):
    """Leases cached in memory and kept in PostgreSQL."""

    def __init__(self, pool: ConnectionPool):
        self._pool = pool
        self._lock = threading.Condition(threading.RLock())
        self._leases = {}

    def _persist(self, lease):
        with self._pool.connection() as conn:
            conn.execute("INSERT INTO leases VALUES (%s, %s)", (lease.name, lease.owner))

    def _free(self, name):
        with self._lock:
            lease = self._leases.get(name)
            return lease is None or lease.expired

    def take(self, name, owner, ttl):
        with self._lock:
            if not self._free(name):
                return None
            lease = Lease(name, owner, time.time() + ttl)
            self._persist(lease)  # expect: LCK004 via _persist -> connection
            self._leases[name] = lease
            return lease

    def take_memory(self, name, owner, ttl):
        lease = Lease(name, owner, time.time() + ttl)
        with self._lock:
            if not self._free(name):
                return None
            self._leases[name] = lease
        self._persist(lease)
        return lease

    def await_free(self, name):
        with self._lock:
            while not self._free(name):
                self._lock.wait()  # expect: LCK001

    def await_free_for(self, name, seconds):
        with self._lock:
            if not self._free(name):
                self._lock.wait(seconds)
            return self._free(name)

    def release(self, name):
        if not self._lock.acquire(timeout=FOREVER):  # expect: LCK001
            return
        try:
            self._leases.pop(name, None)
            self._lock.notify_all()
        finally:
            self._lock.release()

    def health(self):
        with self._lock:
            stats = self._pool.get_stats()
            return dict(stats, leases=len(self._leases))

    def rescue(self, dsn):
        with self._lock:
            conn = psycopg.connect(dsn)  # expect: LCK004
            self._leases.clear()
        return conn

    def all(self):
        with self._lock:
            return self._leases.values()  # expect: LCK009
