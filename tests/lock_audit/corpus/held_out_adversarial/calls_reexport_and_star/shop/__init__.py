from .ops import *
from .ops import _hidden as visible
