# corpus: strict not checked
from .core import Job, JobQueue
from .worker import Worker
