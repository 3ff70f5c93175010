# corpus: strict not checked
import socket
import threading
import time

import requests


class StatsdClient(object):
    def __init__(self, host, port=8125):
        self.host = host
        self.port = port

    def resolve(self):
        return socket.gethostbyname(self.host)

    @staticmethod
    def line(name, value):
        return "%s:%s|c" % (name, value)


class Aggregator(object):
    def __init__(self, gateway, statsd):
        self.gateway = gateway
        self.statsd = StatsdClient(statsd)
        self._lock = threading.Lock()
        self._flush_lock = threading.Lock()
        self._counts = {}
        self._addr = None
        self._session = requests.Session()

    def incr(self, name, by=1):
        with self._lock:
            self._counts[name] = self._counts.get(name, 0) + by

    @property
    def address(self):
        with self._lock:
            if self._addr is None:
                self._addr = self.statsd.resolve()  # expect: LCK005 via resolve -> gethostbyname
            return self._addr

    def _drain(self):
        with self._lock:
            counts, self._counts = self._counts, {}
        return counts

    def push(self):
        counts = self._drain()
        body = "\n".join(StatsdClient.line(k, v) for k, v in sorted(counts.items()))
        self._session.post(self.gateway, data=body, timeout=2)

    def push_exclusive(self):
        with self._flush_lock:
            counts = self._drain()  # expect: LCK007
            body = "\n".join(StatsdClient.line(k, v) for k, v in sorted(counts.items()))
            self._session.post(self.gateway, data=body, timeout=2)  # expect: LCK005

    def merge(self, other):
        assert isinstance(other, Aggregator)
        counts = other._drain()
        with self._lock:
            for name, value in counts.items():
                self._counts[name] = self._counts.get(name, 0) + value

    def reset(self):
        with threading.Lock():  # expect: LCK010
            self._counts = {}

    def settle(self):
        while True:
            with self._lock:
                if not self._counts:
                    return
            time.sleep(0.01)

    def items(self):
        with self._lock:
            return self._counts.items()  # expect: LCK009
