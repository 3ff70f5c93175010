# corpus: strict not checked
import functools
import threading


class SingletonMeta(type):
    _instances = {}
    _lock = threading.RLock()

    def __call__(cls, *args, **kwargs):
        instance = cls._instances.get(cls)
        if instance is None:
            with cls._lock:
                instance = cls._instances.get(cls)
                if instance is None:
                    instance = super().__call__(*args, **kwargs)
                    cls._instances[cls] = instance
        return instance


class Settings(metaclass=SingletonMeta):
    def __init__(self):
        self.values = {"debug": False}


class lazy_property(object):
    """Computed once per instance; the computation itself runs unlocked."""

    def __init__(self, func):
        self.func = func
        self.lock = threading.Lock()
        functools.update_wrapper(self, func)

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        try:
            return obj.__dict__[self.func.__name__]
        except KeyError:
            value = self.func(obj)
        with self.lock:
            return obj.__dict__.setdefault(self.func.__name__, value)


class Template(object):
    def __init__(self, source):
        self.source = source

    @lazy_property
    def tokens(self):
        return tuple(self.source.split())

    @lazy_property
    def size(self):
        return len(self.tokens)


_registry = None
_registry_lock = threading.Lock()


class Registry(object):
    def __init__(self):
        self._lock = threading.Lock()
        self._names = {}

    def bind(self, name, target):
        with self._lock:
            self._names[name] = target

    def resolve(self, name):
        with self._lock:
            return self._names[name]


def get_registry():
    global _registry
    if _registry is None:
        with _registry_lock:
            if _registry is None:
                _registry = Registry()
    return _registry


def once(func):
    lock = threading.Lock()
    state = {"done": False}

    @functools.wraps(func)
    def wrapper():
        with lock:
            if state["done"]:
                return False
            state["done"] = True
        func()
        return True

    return wrapper


@once
def banner():
    print("starting")
