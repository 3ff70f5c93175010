# corpus: strict not checked
from .base import *
from .registry import registry
from . import builtin  # noqa: F401  (registers itself)

__all__ = ["Plugin", "PluginError", "registry"]
