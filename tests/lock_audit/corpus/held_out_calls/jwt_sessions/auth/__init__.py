# corpus: strict not checked
from .facade import *
