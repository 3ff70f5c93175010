# corpus: strict not checked
from .shelf import Shelf
from .writer import Writer

__all__ = ["Shelf", "Writer"]
