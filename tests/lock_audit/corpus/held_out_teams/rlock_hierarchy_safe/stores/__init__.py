# corpus: strict not checked
from .base import BaseStore, Serializable
from .versioned import VersionedStore
