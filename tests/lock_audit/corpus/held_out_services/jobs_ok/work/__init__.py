# corpus: strict not checked
from .board import Board
from .crew import Crew

__all__ = ["Board", "Crew"]
