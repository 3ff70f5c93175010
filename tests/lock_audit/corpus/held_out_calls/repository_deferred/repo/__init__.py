from .readings import ReadingRepository
