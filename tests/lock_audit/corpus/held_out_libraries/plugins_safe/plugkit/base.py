import abc

__all__ = ["Plugin", "PluginError"]


class PluginError(Exception):
    pass


class Plugin(abc.ABC):
    name = ""
    priority = 100

    @abc.abstractmethod
    def activate(self, options):
        raise NotImplementedError

    def describe(self):
        return "%s (%d)" % (self.name, self.priority)
