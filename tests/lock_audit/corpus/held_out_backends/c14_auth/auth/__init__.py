# corpus: strict not checked
from .accounts import login, register
