# corpus: strict not checked
"""Meeting room service."""
from .service import RoomService
from .storage import RoomStorage, with_storage

__all__ = ["RoomService", "RoomStorage", "with_storage"]
