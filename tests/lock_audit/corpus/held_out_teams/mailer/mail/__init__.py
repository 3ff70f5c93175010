# corpus: strict not checked
from .outbox import Outbox
from .transport import Transport, deliver
