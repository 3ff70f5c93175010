# corpus: strict not checked
from .registry import Registry
from .exporters import *

__all__ = ["FileExporter", "HttpExporter", "Registry"]
