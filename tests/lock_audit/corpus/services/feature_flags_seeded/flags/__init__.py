# corpus: strict not checked
from .store import *
