# corpus: strict not checked
from .digests import *
from .digests import _slow as slow_digest
from .guard import the_lock as gate
