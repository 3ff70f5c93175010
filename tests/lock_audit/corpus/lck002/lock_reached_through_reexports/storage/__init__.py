# corpus: strict not checked
from .state import *
from .state import index_guard as guard
