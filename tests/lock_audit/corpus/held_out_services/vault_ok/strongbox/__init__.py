# corpus: strict not checked
from .box import StrongBox
from .sealing import Sealer

__all__ = ["Sealer", "StrongBox"]
