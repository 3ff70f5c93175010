# corpus: strict not checked
from .disk import DiskStore as Store
from .mem import MemStore
