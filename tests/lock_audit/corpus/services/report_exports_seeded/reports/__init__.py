# corpus: strict not checked
"""Exports of reports; the names other packages use."""
from .exporter import Exporter
from .status import Status

__all__ = ["Exporter", "Status"]
