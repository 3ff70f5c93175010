# corpus: strict not checked
from .registry import Counter, Registry
from .export import Exporter, render
