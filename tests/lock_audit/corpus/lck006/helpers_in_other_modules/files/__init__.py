# corpus: strict not checked
"""Re-exports what the service uses."""

from .disk import *
from .disk import load as read_state
