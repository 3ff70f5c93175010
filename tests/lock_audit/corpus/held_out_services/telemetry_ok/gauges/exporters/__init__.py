from .base import Exporter
from .file import FileExporter
from .http import HttpExporter

__all__ = ["Exporter", "FileExporter", "HttpExporter"]
