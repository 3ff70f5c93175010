# corpus: strict not checked
from .engine import Engine
from .frontier import Frontier

__all__ = ["Engine", "Frontier"]
