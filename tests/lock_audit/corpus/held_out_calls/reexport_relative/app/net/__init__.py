from .notify import Notifier as _Notifier
from . import dns

Notifier = _Notifier
