# corpus: strict not checked
"""Weak-reference event bus (blinker-like)."""
import itertools
import logging
import threading
import weakref

logger = logging.getLogger(__name__)


class Subscription(object):
    def __init__(self, bus, topic, token):
        self._bus = weakref.ref(bus)
        self.topic = topic
        self.token = token

    def cancel(self):
        bus = self._bus()
        if bus is not None:
            bus.unsubscribe(self.topic, self.token)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.cancel()


class EventBus(object):
    def __init__(self, name="default"):
        self.name = name
        self._lock = threading.RLock()
        self._topics = {}
        self._tokens = itertools.count(1)

    def subscribe(self, topic, callback, weak=True):
        if weak and hasattr(callback, "__self__"):
            ref = weakref.WeakMethod(callback)
        elif weak:
            ref = weakref.ref(callback)
        else:
            ref = lambda: callback
        with self._lock:
            token = next(self._tokens)
            self._topics.setdefault(topic, {})[token] = ref
        return Subscription(self, topic, token)

    def unsubscribe(self, topic, token):
        with self._lock:
            receivers = self._topics.get(topic)
            if receivers is None:
                return False
            receivers.pop(token, None)
            if not receivers:
                del self._topics[topic]
            return True

    def _live_receivers(self, topic):
        live, dead = [], []
        with self._lock:
            for token, ref in list(self._topics.get(topic, {}).items()):
                callback = ref()
                if callback is None:
                    dead.append(token)
                else:
                    live.append(callback)
            for token in dead:
                self.unsubscribe(topic, token)
        return live

    def publish(self, topic, **payload):
        delivered = 0
        for callback in self._live_receivers(topic):
            try:
                callback(topic, **payload)
            except Exception:
                logger.exception("subscriber of %s failed", topic)
            else:
                delivered += 1
        return delivered

    def topics(self):
        with self._lock:
            return sorted(self._topics)


default_bus = EventBus()
subscribe = default_bus.subscribe
publish = default_bus.publish
