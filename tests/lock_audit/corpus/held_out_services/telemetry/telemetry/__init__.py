# corpus: strict not checked
from .hub import Hub
from .sinks import *

__all__ = ["Hub", "DiskSink", "HttpSink", "MemorySink"]
