# corpus: strict not checked
from .impl import *
