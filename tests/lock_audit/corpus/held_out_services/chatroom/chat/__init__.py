# corpus: strict not checked
from .rooms import Room, RoomTable
from .service import ChatService

__all__ = ["ChatService", "Room", "RoomTable"]
