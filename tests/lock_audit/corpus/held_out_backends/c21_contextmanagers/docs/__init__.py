# corpus: strict not checked
from .locks import TimedLock, exclusive
