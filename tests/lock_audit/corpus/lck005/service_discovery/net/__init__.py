# corpus: strict not checked
from .dns import lookup
from .http import *

__all__ = ["lookup", "ping", "url_of"]
