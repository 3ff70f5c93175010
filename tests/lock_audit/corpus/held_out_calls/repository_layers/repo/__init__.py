from .readings import ReadingRepository
from .base import Repository as BaseRepository

__all__ = ["ReadingRepository", "BaseRepository"]
