# corpus: strict not checked
from .outbox import Outbox
from .pump import Pump
from .limits import SendLimits

__all__ = ["Outbox", "Pump", "SendLimits"]
