# corpus: strict not checked
from .pool import WorkerPool
from .supervisor import Supervisor
