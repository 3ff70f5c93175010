from .base import BufferedSink, Sink
from .disk import DiskSink
from .http import HttpSink
from .memory import MemorySink

__all__ = ["BufferedSink", "DiskSink", "HttpSink", "MemorySink", "Sink"]
