# corpus: strict not checked
from .positions import locate, locate_outside

__all__ = ["locate", "locate_outside"]
