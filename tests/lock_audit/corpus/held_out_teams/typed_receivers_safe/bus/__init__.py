# corpus: strict not checked
from .local import LocalBus
from .remote import RemoteBus
