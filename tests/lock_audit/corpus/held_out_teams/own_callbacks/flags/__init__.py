# corpus: strict not checked
from .cell import StateCell, run_locked
