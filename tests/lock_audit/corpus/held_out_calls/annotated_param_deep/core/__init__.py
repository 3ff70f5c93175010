from . import ports as _ports
from .ports import Gateway, MemoryGateway

__all__ = ["Gateway", "MemoryGateway"]
