# corpus: strict not checked
from .manager import Manager
from .steps import HANDLERS, Audit, Notify

__all__ = ["Manager", "HANDLERS", "Audit", "Notify"]
