# corpus: strict not checked
"""Template loader with an LRU of compiled templates (jinja-like, old style)."""
import os
import re
import threading
from collections import OrderedDict

_token = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class TemplateNotFound(IOError, LookupError):
    pass


class Template(object):
    def __init__(self, name, source, uptodate=None):
        self.name = name
        self.parts = _token.split(source)
        self._uptodate = uptodate

    def is_fresh(self):
        return self._uptodate is None or self._uptodate()

    def render(self, **context):
        out = []
        for index, part in enumerate(self.parts):
            out.append(str(context.get(part, "")) if index % 2 else part)
        return "".join(out)


class BaseLoader(object):
    def get_source(self, name):
        raise TemplateNotFound(name)

    def load(self, name):
        source, uptodate = self.get_source(name)
        return Template(name, source, uptodate)


class DictLoader(BaseLoader):
    def __init__(self, mapping):
        self.mapping = dict(mapping)

    def get_source(self, name):
        try:
            source = self.mapping[name]
        except KeyError:
            raise TemplateNotFound(name)
        return source, lambda: self.mapping.get(name) == source


class FileLoader(BaseLoader):
    def __init__(self, *folders):
        self.folders = folders

    def get_source(self, name):
        for folder in self.folders:
            path = os.path.join(folder, name)
            try:
                with open(path) as fh:
                    source = fh.read()
                mtime = os.path.getmtime(path)
            except IOError:
                continue
            return source, lambda: os.path.getmtime(path) == mtime
        raise TemplateNotFound(name)


class Environment(object):
    def __init__(self, loader, cache_size=100, auto_reload=True):
        self.loader = loader
        self.auto_reload = auto_reload
        self._size = cache_size
        self._lock = threading.Lock()
        self._cache = OrderedDict()

    def _cached(self, name):
        with self._lock:
            template = self._cache.pop(name, None)
            if template is not None:
                self._cache[name] = template
            return template

    def _remember(self, template):
        with self._lock:
            self._cache[template.name] = template
            while len(self._cache) > self._size:
                self._cache.popitem(last=False)

    def get_template(self, name):
        template = self._cached(name)
        if template is not None and (not self.auto_reload or template.is_fresh()):
            return template
        template = self.loader.load(name)
        self._remember(template)
        return template

    def cached_names(self):
        with self._lock:
            return list(self._cache)
