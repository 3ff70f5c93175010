import threading

from .base import Plugin, PluginError


class PluginRegistry(object):
    def __init__(self):
        self._lock = threading.RLock()
        self._classes = {}
        self._active = {}

    def register(self, cls):
        """Class decorator."""
        if not issubclass(cls, Plugin):
            raise PluginError("%r is no plugin" % cls)
        with self._lock:
            if cls.name in self._classes:
                raise PluginError("%s is taken" % cls.name)
            self._classes[cls.name] = cls
        return cls

    def lookup(self, name):
        with self._lock:
            try:
                return self._classes[name]
            except KeyError:
                raise PluginError(name)

    def names(self):
        with self._lock:
            return sorted(self._classes, key=lambda name: self._classes[name].priority)

    def activate(self, name, options=None):
        with self._lock:
            running = self._active.get(name)
            cls = self.lookup(name)
        if running is not None:
            return running
        plugin = cls()
        plugin.activate(options or {})
        with self._lock:
            return self._active.setdefault(name, plugin)

    def describe(self):
        with self._lock:
            active = tuple(self._active.values())
        return [plugin.describe() for plugin in active]


registry = PluginRegistry()
