# corpus: strict not checked
from .engine import execute, connect
