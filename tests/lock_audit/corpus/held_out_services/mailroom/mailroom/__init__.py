# corpus: strict not checked
from .dispatcher import Dispatcher
from .queue_box import LetterBox
from .workers import Worker

__all__ = ["Dispatcher", "LetterBox", "Worker"]
